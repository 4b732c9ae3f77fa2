import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { SalesPreview } from "@/api/sales";
import { choose, exampleOf } from "@/features/sales/file-reading";

import { readReport, report } from "../dev/sales.ts";
import { Refusal } from "./api.ts";
import { list, visit } from "./visit.tsx";

/** A page of which nothing has come due. */
const nothing = {
  currency: "EUR",
  enough: 30,
  probability: { bins: [], ece: null, labels: 0 },
  coverage: [],
  days: [],
  profit: { points: [], count: 0, bias: null, converted: 0, no_cost: 0, no_fees: 0, no_rate: 0 },
  waiting: 0,
  invented: 0,
  insufficient: "Insufficient data.",
};
const TEXT = "EAN;Sold For;Sale Date;Fees;";

type Asked = { columns?: { sold_at: string }; venue: string; sheet?: string };

/** The page, a file chosen on it, and what was asked of the server. */
async function chosen(
  answer: (asked: Asked) => SalesPreview | Refusal,
  text: string | Uint8Array<ArrayBuffer> = TEXT,
) {
  const person = userEvent.setup();
  const { log } = visit("/calibration", {
    "GET /calibration": () => nothing,
    "GET /demo": () => ({ available: true, running: false, installed: false, shops: [] }),
    "GET /venues": () => list([{ slug: "ebay-de", title: "eBay.de", currency: "EUR" }]),
    "POST /sales/preview": ({ body }) => answer(body as Asked),
    "POST /sales/import": () => ({ added: 3, known: 0, left_out: 0, unknown: [] }),
  });
  const file = new File([text], "report.csv", { type: "text/csv" });
  await person.upload(await screen.findByLabelText("File of sales"), file);
  const sent = (path: string) => log.filter((one) => one.path === path).map(({ body }) => body);
  return { person, sent };
}

test("a report is entered once it is said which column is what", async () => {
  const { person, sent } = await chosen(({ columns }) => (columns?.sold_at ? readReport : report));
  const dialog = within(await screen.findByRole("dialog"));
  const price = await dialog.findByLabelText("What it brought");
  expect(dialog.getByLabelText("Product")).toHaveDisplayValue("EAN");
  expect(dialog.getByText("as 5709846022645")).toBeVisible();
  expect(price).toHaveAccessibleDescription("Which column says it?");
  expect(dialog.getByRole("status")).toHaveTextContent("What it brought, Sold on, Sold at");
  expect(dialog.getByRole("button", { name: "Enter 0 sales" })).toBeDisabled();

  await person.selectOptions(price, "Sold For");
  await person.selectOptions(dialog.getByLabelText("Sold at, if not said"), "ebay-de");
  await person.type(dialog.getByLabelText("Currency, if not said"), "eur");
  await person.selectOptions(dialog.getByLabelText("Sold on"), "Sale Date");

  expect(await dialog.findByText(/3 of 4 lines would be entered, 1 are of products/)).toBeVisible();
  expect(dialog.getByRole("row", { name: /Mug.*€38.50/ })).toBeVisible();
  await person.click(dialog.getByRole("button", { name: "Enter 3 sales" }));
  expect(await screen.findByText(/3 sales entered/)).toBeVisible();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(sent("/sales/import")).toEqual([
    {
      csv: TEXT,
      venue: "ebay-de",
      currency: "EUR",
      columns: {
        ...{ product: "EAN", price: "Sold For", sold_at: "Sale Date", venue: "", currency: "" },
        ...{ cost: "", fees: "Fees", listed_at: "", condition: "", ref: "" },
      },
    },
  ]);
});

test("what is refused is told line by line, and nothing can be entered", async () => {
  const refused = Array.from({ length: 7 }, (_, at) => ({ line: at + 2, why: "x is no amount" }));
  await chosen(() => ({ ...readReport, refused, refused_count: 7 }));

  const dialog = within(await screen.findByRole("dialog"));

  expect(await dialog.findByText(/7 lines cannot be read/)).toBeVisible();
  expect(dialog.getByText("Line 2: x is no amount")).toBeVisible();
  expect(dialog.getByText("and 2 more")).toBeVisible();
  expect(dialog.getByRole("button", { name: "Enter 3 sales" })).toBeDisabled();
});

test("a file that can be read in two ways, or not at all, says so", async () => {
  const why = "'03/04/2026' may be of two months";
  const { person } = await chosen(({ venue }) =>
    venue ? new Refusal(422, "the file is no CSV") : { ...readReport, refusal: why },
  );

  const dialog = within(await screen.findByRole("dialog"));
  expect(await dialog.findByText(why)).toBeVisible();
  await person.selectOptions(dialog.getByLabelText("Sold at, if not said"), "ebay-de");

  expect(await dialog.findByRole("alert")).toHaveTextContent("The file is no CSV");
  expect(dialog.getByRole("button", { name: /^Enter/ })).toBeDisabled();
});

test("a workbook is sent as it is, and another of its sheets can be read", async () => {
  const sheets = ["2025", "2026"];
  const { person, sent } = await chosen(
    ({ sheet }) => ({ ...readReport, sheets, sheet: sheet ?? "2025" }),
    "PK\u0003\u0004x",
  );

  const dialog = within(await screen.findByRole("dialog"));
  expect(await dialog.findByLabelText("Sheet")).toHaveDisplayValue("2025");
  await person.selectOptions(dialog.getByLabelText("Sheet"), "2026");

  await waitFor(() => {
    expect(dialog.getByLabelText("Sheet")).toHaveDisplayValue("2026");
  });
  expect(sent("/sales/preview")).toEqual([
    { workbook: "UEsDBHg=", venue: "", currency: "" },
    { workbook: "UEsDBHg=", venue: "", currency: "", sheet: "2026" },
  ]);
});

test("lines of text and a workbook of one sheet have none to choose", async () => {
  await chosen(() => readReport);

  const dialog = within(await screen.findByRole("dialog"));

  expect(await dialog.findByLabelText("Product")).toBeVisible();
  expect(dialog.queryByLabelText("Sheet")).toBeNull();
});

test("a file that is too large is refused before it is sent", async () => {
  const { sent } = await chosen(() => report, new Uint8Array(5_000_001));

  expect(await screen.findByRole("alert")).toHaveTextContent(
    "report.csv has 5.0 MB, and 5 MB are the most: import it in parts.",
  );
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(sent("/sales/preview")).toEqual([]);
});

test("a column is one thing only, and shows what it says first", () => {
  expect(choose(report, undefined, "price", "EAN")).toMatchObject({ price: "EAN", product: "" });
  expect(exampleOf(report, "Sold For")).toBe("38,50");
  expect(exampleOf(report, "none")).toBeUndefined();
});
