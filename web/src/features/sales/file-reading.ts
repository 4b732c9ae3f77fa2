/** How a file of sales is read: which of its columns is what, and what it lacks for each line. */
import type { Reading, SalesPreview } from "@/api/sales";

export const LEADING = [
  ["product", "Product"],
  ["price", "What it brought"],
  ["sold_at", "Sold on"],
  ["listed_at", "Listed on"],
] as const;
export const VENUE = ["venue", "Sold at"] as const;
export const CURRENCY = ["currency", "Currency"] as const;
export const MORE = [
  ["cost", "What it cost you"],
  ["fees", "Fees"],
  ["condition", "Condition"],
  ["ref", "Your number of the sale"],
] as const;

const PARTS = [...LEADING, VENUE, CURRENCY, ...MORE];
export type Part = (typeof PARTS)[number][0];

const titles = new Map<string, string>(PARTS);

/** What is still missing, in the words of the fields. */
export const titleOf = (part: string): string => titles.get(part) ?? part;

/** Say which column a part is (`""`: none); a column that was another part's is taken from it. */
export function choose(
  seen: SalesPreview,
  columns: Reading["columns"],
  part: Part,
  theirs: string,
): Record<string, string> {
  const known = columns ?? seen.meanings;
  const pairs = PARTS.map(([one]) => {
    const now = known[one] ?? "";
    if (one === part) return [one, theirs];
    return [one, now === theirs ? "" : now];
  });
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** The first thing that a column says, as an example of it. */
export function exampleOf({ columns, first }: SalesPreview, column: string): string | undefined {
  const place = columns.indexOf(column);
  return first.map((cells) => (cells[place] ?? "").trim()).find((cell) => cell !== "");
}

/** Whether the whole file can be entered as it is read now. */
export const isReady = (seen: SalesPreview | undefined): boolean =>
  seen?.missing.length === 0 && seen.refusal === null && seen.refused_count === 0 && seen.added > 0;
