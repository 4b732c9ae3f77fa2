/** Heads of columns that sort when they are pressed. */
import { useState } from "react";

import { classes } from "@/lib/classes";
import { inOrder, type Order } from "@/lib/order";
import { Icon } from "@/ui/signs/icon";

import css from "./sorting.module.css";

export type Direction = "ascending" | "descending";

type SortButtonProps = { label: string; direction: Direction | undefined; onSort: () => void };

export function SortButton({ label, direction, onSort }: SortButtonProps) {
  return (
    <button type="button" className={classes(css.sort, direction && css.sorted)} onClick={onSort}>
      {label}
      {direction && <Icon name={direction === "descending" ? "down" : "up"} size={11} />}
    </button>
  );
}

export type Sortable<Row> = Order<Row> & {
  name: string;
  /** Whether the first press puts the most on top. */
  down?: boolean;
};

type Chosen = { name: string; down: boolean };

/** The other way round after that; then as the rows came. */
function next(chosen: Chosen | null, { name, down }: Chosen): Chosen | null {
  if (chosen?.name !== name) return { name, down };
  return chosen.down === down ? { name, down: !down } : null;
}

/** Rows in the order that the reader chose, and heads for a `Table` by which they choose. */
export function useSorted<Row>(rows: readonly Row[], columns: readonly Sortable<Row>[]) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const by = columns.find(({ name }) => name === chosen?.name);
  return {
    rows: by && chosen ? inOrder(rows, by, chosen.down) : rows,
    heads: columns.map(({ name, down = false }) => ({
      name,
      direction:
        chosen?.name !== name
          ? undefined
          : chosen.down
            ? ("descending" as const)
            : ("ascending" as const),
      onSort: () => {
        setChosen(next(chosen, { name, down }));
      },
    })),
  };
}
