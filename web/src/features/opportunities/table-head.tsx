/** The heads of the columns; pressing one sorts on the server. */
import { classes } from "@/lib/classes";
import { nextSort } from "@/lib/filters";
import { SortButton } from "@/ui/figures/sorting";

import { COLUMNS, type Column } from "./columns";
import css from "./list.module.css";

type HeadProps = { sort: string; onSort: (sort: string) => void };

const ordered = (sort: string, key: string | undefined) =>
  key === undefined || sort.replace(/^-/, "") !== key
    ? undefined
    : sort.startsWith("-")
      ? ("descending" as const)
      : ("ascending" as const);

type PressProps = { label: string; by: string; down: boolean } & HeadProps;

function Press({ label, by, down, sort, onSort }: PressProps) {
  return (
    <SortButton
      label={label}
      direction={ordered(sort, by)}
      onSort={() => {
        onSort(nextSort(sort, by, down));
      }}
    />
  );
}

function Head({ column, sort, onSort }: { column: Column } & HeadProps) {
  const { key, label, sort: by, down = false, end, also } = column;
  return (
    <div
      role="columnheader"
      aria-sort={ordered(sort, by) ?? ordered(sort, also?.sort)}
      className={classes(end && css.end, also && css.two, css[`k-${key}`])}
    >
      {by ? <Press label={label} by={by} down={down} sort={sort} onSort={onSort} /> : label}
      {also && (
        <>
          <span aria-hidden="true">/</span>
          <Press label={also.label} by={also.sort} down={false} sort={sort} onSort={onSort} />
        </>
      )}
    </div>
  );
}

export function TableHead(props: HeadProps) {
  return (
    <div role="rowgroup" className={css.headGroup}>
      <div role="row" aria-rowindex={1} className={css.head}>
        {COLUMNS.map((column) => (
          <Head key={column.key} column={column} {...props} />
        ))}
      </div>
    </div>
  );
}
