/** The columns of the list, and by which of them the server can sort. */

export type Column = {
  key: string;
  label: string;
  /** The key the server sorts by; absent where it cannot. */
  sort?: string;
  /** Whether the first press puts the highest on top. */
  down?: boolean;
  end?: boolean;
  /** A second thing shown in the same column, sortable on its own. */
  also?: { label: string; sort: string };
};

export const COLUMNS: readonly Column[] = [
  { key: "verdict", label: "Verdict" },
  { key: "item", label: "Item" },
  { key: "cost", label: "Buy for", sort: "cost", down: false, end: true },
  { key: "exit", label: "Sells for", sort: "exit_price", down: true, end: true },
  { key: "profit", label: "Profit", sort: "profit", down: true, end: true },
  { key: "margin", label: "Margin", sort: "margin", down: true, end: true },
  { key: "roi", label: "ROI", sort: "roi", down: true, end: true },
  { key: "risk", label: "Risk", sort: "risk", down: false, end: true },
  { key: "sure", label: "Sure", sort: "probability", down: true, end: true },
  {
    key: "category",
    label: "Category",
    sort: "category",
    down: false,
    also: { label: "Market", sort: "marketplace" },
  },
  { key: "age", label: "Age", sort: "found_at", down: true, end: true },
];

/** Sorting as words, for narrow screens that have no column heads. */
export const SORTS: readonly [string, string][] = [
  ["-rank", "Best first"],
  ["-profit", "Highest profit"],
  ["-roi", "Highest ROI"],
  ["-margin", "Highest margin"],
  ["-probability", "Surest"],
  ["risk", "Lowest risk"],
  ["cost", "Cheapest"],
  ["-found_at", "Newest"],
  ["category", "Category"],
  ["marketplace", "Marketplace"],
];
