/** A file of sales as the server sees it: a report whose columns are called otherwise. */
import type { SalesPreview } from "@/api/sales";

export const report: SalesPreview = {
  sheets: [],
  sheet: null,
  columns: ["EAN", "Sold For", "Sale Date", "Fees", ""],
  meanings: { product: "EAN", fees: "Fees" },
  missing: ["price", "sold_at", "venue"],
  first: [
    ["5709846022645", "", "31.03.2026", "x", ""],
    ["5709846022645", "38,50", "30.03.2026", "x", ""],
  ],
  lines: 4,
  read: [],
  refusal: null,
  refused: [],
  refused_count: 0,
  added: 0,
  known: 0,
  left_out: 0,
  unknown: [],
};

/** The same once it is said which column is what. */
export const readReport: SalesPreview = {
  ...report,
  meanings: { product: "EAN", price: "Sold For", sold_at: "Sale Date" },
  missing: [],
  read: [
    {
      line: 2,
      product: "5709846022645",
      title: "Mug",
      venue: "ebay-de",
      price: { amount: "38.50", currency: "EUR" },
      sold_at: "2026-03-31T00:00:00Z",
    },
  ],
  added: 3,
  left_out: 1,
  unknown: [{ line: 5, product: "9520041011847" }],
};
