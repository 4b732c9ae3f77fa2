/** Puts rows in order by one of their keys: words as people sort them, figures exactly. */
import { compare } from "./decimal";

export type Order<Row> = {
  /** What a row is sorted by; rows without it come last, whichever way. */
  key: (row: Row) => string | null;
  as: "words" | "figure";
};

const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** A new list; rows that are alike stay in the order they came in. */
export function inOrder<Row>(
  rows: readonly Row[],
  { key, as }: Order<Row>,
  down: boolean,
): readonly Row[] {
  const by = as === "words" ? words.compare : compare;
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((one, other) => {
      if (one.key === null || other.key === null) {
        return Number(one.key === null) - Number(other.key === null);
      }
      return down ? by(other.key, one.key) : by(one.key, other.key);
    })
    .map(({ row }) => row);
}
