/** Rows of a card, which become cards of their own where it is narrow, or lines within a text.
 *
 * Figures stand to the right. In rows a cell's `data-label` names it where there is no head.
 */
import type { CSSProperties, ReactNode } from "react";

import { classes } from "@/lib/classes";

import { SortButton, type Direction } from "./sorting";
import css from "./table.module.css";

type Column =
  | string
  | { name: string; className: string | undefined }
  | { name: string; direction: Direction | undefined; onSort: () => void };

type TableProps = {
  caption: string;
  /** Whether the caption is to be seen, not only heard. */
  titled?: boolean;
  /** None: a table without a head. */
  columns?: readonly Column[];
  /** How many of the columns, from the left, hold words. */
  words?: 1 | 2;
  look?: "rows" | "lines";
  /** How many figures of a row stand beside each other where it is narrow. */
  folds?: number;
  children: ReactNode;
};

function Head({ columns }: { columns: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          if (typeof column === "string" || !("onSort" in column)) {
            const { name, className } =
              typeof column === "string" ? { name: column, className: undefined } : column;
            return (
              <th key={name} scope="col" className={className}>
                {name}
              </th>
            );
          }
          const { name, direction, onSort } = column;
          return (
            <th key={name} scope="col" aria-sort={direction}>
              <SortButton label={name} direction={direction} onSort={onSort} />
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

export function Table(props: TableProps) {
  const { caption, titled, columns, words = 1, look = "rows", folds = 3, children } = props;
  return (
    <table
      className={classes(css.table, css[look])}
      data-words={words}
      style={{ "--folds": folds } as CSSProperties}
    >
      <caption className={titled ? undefined : "visually-hidden"}>{caption}</caption>
      {columns && <Head columns={columns} />}
      <tbody>{children}</tbody>
    </table>
  );
}
