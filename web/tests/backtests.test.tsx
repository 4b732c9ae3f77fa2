import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { eur } from "../dev/street.ts";
import { list, visit } from "./visit.tsx";

const EXAMPLE = 'currency = "EUR"\ncapital = 2000\n';
const brief = {
  id: "b1",
  name: "Bargains",
  state: "done",
  progress: "1.0000",
  error: null,
  from_at: null,
  to_at: null,
  created_at: "2026-11-20T10:00:00Z",
  started_at: "2026-11-20T10:00:01Z",
  finished_at: "2026-11-20T10:00:09Z",
  summary: {
    currency: "EUR",
    capital: eur(200_000),
    equity: eur(211_000),
    gain: eur(11_000),
    growth: "0.0550",
    profit: eur(11_000),
    bought: 2,
    sold: 1,
    won: 1,
    open: 1,
    max_drawdown: "0.0210",
    observations: 1234,
    products: 56,
    start: "2026-01-01T00:00:00Z",
    end: "2026-03-01T00:00:00Z",
    blind: true,
  },
};
const group = {
  name: "Small",
  bought: 2,
  sold: 1,
  won: 1,
  spent: eur(9_000),
  profit: eur(11_000),
  planned: eur(12_000),
  days: "21.0",
  roi: "1.2222",
};
const trade = {
  rule: "Small",
  listing: "l1",
  title: "Lamp",
  shop: "shop.example",
  marketplace: "web",
  category: "Lamps",
  venue: "ebay-de",
  bought_at: "2026-01-05T00:00:00Z",
  asked: eur(8_900),
  price: eur(9_000),
  cost: eur(9_000),
  planned_exit: eur(24_000),
  planned_profit: eur(12_000),
  risk: eur(500),
  days: 14,
  sold_at: "2026-01-26T00:00:00Z",
  sold_price: eur(23_000),
  fees: eur(3_000),
  profit: eur(11_000),
  outcome: "asks",
};
const point = (day: number, equity: string) => ({
  at: `2026-01-0${day}T00:00:00Z`,
  cash: "2000.00",
  held: "0",
  equity,
  drawdown: "0.0100",
});
const done = {
  ...brief,
  rules: EXAMPLE,
  trades: [
    trade,
    { ...trade, listing: "l2", title: "Vase", sold_at: null, profit: null, outcome: null },
  ],
  report: {
    looked: 10,
    total: { ...group, name: "all" },
    rules: [group],
    categories: [{ ...group, name: "" }],
    refusals: Array.from({ length: 9 }, (_, index) => ({
      rule: "Small",
      code: `code_${index}`,
      text: `Reason ${index}`,
      count: 9 - index,
    })),
    stops: [{ at: "2026-02-01T00:00:00Z", until: null, code: "drawdown_stop", text: "Stopped" }],
    sensitivity: [
      {
        label: "Share gone",
        value: "0",
        bought: 3,
        profit: eur(12_000),
        change: eur(1_000),
        max_drawdown: "0.02",
      },
      {
        label: "Share gone",
        value: "0.5",
        bought: 1,
        profit: eur(5_000),
        change: eur(-6_000),
        max_drawdown: "0.03",
      },
    ],
    look_ahead: {
      blind: true,
      text: "None of the 3 decisions changed.",
      observations: 1234,
      cuts: [{ at: "2026-02-01T00:00:00Z", decisions: 3, changed: 0 }],
    },
    equity: [point(1, "2000.00"), point(2, "2010.00"), point(3, "2110.00")],
    notes: ["What is held counts as its cost."],
  },
};
const lab = {
  "GET /backtests/rules/example": () => ({ rules: EXAMPLE }),
  "GET /backtests": () => list([brief]),
  "GET /backtests/b1": () => done,
  "POST /backtests/check": () => ({ problems: [] }),
};

test("a mistake is told by its line, leads there, and keeps from running", async () => {
  visit("/backtests", {
    ...lab,
    "POST /backtests/check": () => ({
      problems: [
        { line: 2, text: "capital must be an amount" },
        { line: 3, text: "there is no [[rule]]" },
      ],
    }),
  });

  await userEvent.click(await screen.findByRole("button", { name: "Line 2" }));

  const field = screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Rules/ });
  expect(field).toHaveFocus();
  expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe("capital = 2000");
  expect(screen.getByText("capital")).toBeVisible();
  expect(screen.getByText("must be an amount")).toBeVisible();
  expect(screen.getByText("There is no [[rule]]")).toBeVisible();
  expect(screen.getByRole("button", { name: "Run" })).toBeDisabled();
});

test("rules are run for the days that were chosen, and the run is shown", async () => {
  const { log, router } = visit("/backtests", { ...lab, "POST /backtests": () => brief });
  const user = userEvent.setup();

  await user.type(await screen.findByLabelText("From"), "2026-01-01");
  await user.click(screen.getByRole("button", { name: "Run" }));

  await waitFor(() => {
    expect(router.state.location.pathname).toBe("/backtests/b1");
  });
  expect(log.find(({ method, path }) => method === "POST" && path === "/backtests")?.body).toEqual({
    rules: EXAMPLE,
    from_at: "2026-01-01T00:00:00Z",
  });
});

test("a run that sold nothing yet is told as stock, not as a loss", async () => {
  const none = { ...done.summary, sold: 0, won: 0, gain: eur(-5_450), growth: "-0.0273" };
  const tried = done.report.sensitivity.map((one) => ({ ...one, change: eur(0) }));
  const report = { ...done.report, total: { ...group, sold: 0 }, sensitivity: tried };
  visit("/backtests/b1", {
    ...lab,
    "GET /backtests/b1": () => ({ ...done, summary: none, report }),
  });

  expect(await screen.findByRole("heading", { name: "2 bought, none sold yet" })).toBeVisible();
  expect(screen.getByText(/what is held counts as its cost/)).toBeVisible();
  expect(screen.getByText(/there is no profit yet that they could change/)).toBeVisible();
  expect(screen.queryByText(/2\.7/)).toBeNull();
});

test("a report says what it came to, whether it peeked, and gives its files", async () => {
  visit("/backtests/b1", lab);

  expect(await screen.findByRole("heading", { name: /became/ })).toBeVisible();
  expect(screen.getByText("Blind to the future")).toBeVisible();
  expect(screen.getByRole("slider", { name: /Equity by day/ })).toHaveAttribute(
    "aria-valuemax",
    "3",
  );
  const rules = screen.getByRole("table", { name: "By rule" });
  expect(within(rules).getByRole("rowheader", { name: "Small" })).toBeVisible();
  expect(screen.getByRole("rowheader", { name: "Without a category" })).toBeVisible();
  const files = screen.getByRole("group", { name: "Export equity" });
  expect(within(files).getByRole("link", { name: /PNG/ }).getAttribute("href")).toContain(
    "/api/v1/backtests/b1/export?what=equity&format=png",
  );
  await userEvent.click(screen.getByRole("button", { name: "All 9" }));
  expect(screen.getByText("Reason 8")).toBeVisible();
});

test("a run under way tells how far it is, a failed one why", async () => {
  const going = {
    ...brief,
    id: "b2",
    name: "Going",
    state: "running",
    progress: "0.4",
    summary: null,
  };
  const failed = {
    ...going,
    id: "b3",
    name: "Failed",
    state: "failed",
    error: "No fees are known",
  };
  visit("/backtests", { ...lab, "GET /backtests": () => list([going, failed]) });

  expect(await screen.findByText("Walking what was observed: 40%")).toBeVisible();
  expect(screen.getByText("No fees are known")).toBeVisible();
});

test("a run is deleted after one question", async () => {
  const { log } = visit("/backtests", { ...lab, "DELETE /backtests/b1": () => undefined });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Delete Bargains" }));
  await user.click(screen.getByRole("button", { name: "Delete" }));

  await waitFor(() => {
    expect(log.some(({ method, path }) => method === "DELETE" && path === "/backtests/b1")).toBe(
      true,
    );
  });
});

const paperTold = {
  on: true,
  since: "2026-11-01T00:00:00Z",
  walked_at: "2026-11-20T10:00:00Z",
  error: null,
  rules: EXAMPLE,
  capital: eur(200_000),
  cash: eur(190_000),
  equity_now: eur(201_000),
  positions: [{ ...trade, sold_at: null, profit: null, outcome: null }],
  closed: [{ ...trade, listing: "l3", title: "Bowl" }],
  equity: [point(1, "2000.00"), point(2, "2010.00")],
};
const compared = {
  currency: "EUR",
  backtest: { id: "b1", name: "Small", created_at: "2026-11-20T10:00:00Z" },
  since: "2026-11-01T00:00:00Z",
  rows: [
    {
      name: "profit",
      label: "Profit",
      kind: "money",
      backtest: "110.00",
      paper: "90.00",
      live: null,
      note: null,
    },
    {
      name: "roi",
      label: "Return",
      kind: "share",
      backtest: "0.25",
      paper: "0.2",
      live: null,
      note: "As planned",
    },
    {
      name: "days",
      label: "Days",
      kind: "days",
      backtest: "21.0",
      paper: "20.0",
      live: null,
      note: null,
    },
    {
      name: "sold",
      label: "Sold",
      kind: "count",
      backtest: "3",
      paper: "2",
      live: "0",
      note: null,
    },
  ],
  notes: ["1 own sales lack their cost."],
};

test("paper shows what is held and sold, and stands beside a backtest and own sales", async () => {
  const { log } = visit("/paper", {
    ...lab,
    "GET /paper": () => paperTold,
    "PUT /paper": () => ({ ...paperTold, on: false }),
    "GET /reconciliation": () => compared,
  });

  expect(await screen.findByRole("heading", { name: /is now/ })).toBeVisible();
  const table = await screen.findByRole("table", { name: "Backtest, paper and own sales" });
  expect(within(table).getByRole("row", { name: /Profit/ })).toHaveTextContent("+€110.00+€90.00–");
  expect(screen.getByText("1 own sales lack their cost.")).toBeVisible();
  expect(log.find(({ path }) => path === "/reconciliation")?.query.get("backtest")).toBeNull();
  expect(screen.getByRole("combobox", { name: "Backtest" })).toHaveValue("b1");
  await userEvent.click(screen.getByRole("button", { name: "Stop" }));

  expect(log.find(({ method }) => method === "PUT")?.body).toEqual({ on: false });
});

test("paper that was on asks before it forgets", async () => {
  const { log } = visit("/paper", {
    ...lab,
    "GET /paper": () => ({ ...paperTold, on: false }),
    "PUT /paper": () => paperTold,
    "GET /reconciliation": () => compared,
  });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Begin anew" }));
  const window = screen.getByRole("dialog");
  await user.click(within(window).getByRole("button", { name: "Begin anew" }));

  expect(log.find(({ method }) => method === "PUT")?.body).toEqual({ on: true });
});

test("a trade names its venue as people call it", async () => {
  visit("/backtests/b1", {
    ...lab,
    "GET /venues": () => list([{ slug: "ebay-de", title: "eBay (Germany)" }]),
  });

  expect(await screen.findAllByText("shop.example → eBay (Germany), Small")).toHaveLength(2);
});
