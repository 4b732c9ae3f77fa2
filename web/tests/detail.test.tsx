import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { byWeight, counted } from "@/features/opportunity/asks";

import { detail, prices } from "../dev/street.ts";
import { Refusal, type Reply } from "./api.ts";
import { list, visit } from "./visit.tsx";

type Detail = ReturnType<typeof detail>;

async function open(one: Detail, routes: Record<string, Reply> = {}) {
  const { log, router } = visit(`/opportunities/${one.id}`, {
    [`GET /opportunities/${one.id}`]: () => one,
    [`GET /listings/${one.listing.id}/prices`]: () => list(prices(1)),
    ...routes,
  });
  const panel = await screen.findByRole("region", { name: "Opportunity" });
  await within(panel).findByRole("heading", { name: /^Why/ });
  return { panel: within(panel), log, router };
}

test("the risks lead from the planned profit to the expected one, the largest first", async () => {
  const one = detail(1);

  const { panel } = await open(one);

  const rows = within(panel.getByRole("table", { name: /Planned profit/ })).getAllByRole("row");
  const words = rows.map((row) => within(row).getByRole("rowheader").textContent);
  const paid = one.risk_parts.filter(({ expected }) => Number(expected.amount) !== 0);
  expect(words).toEqual(["Planned profit", ...paid.map(({ label }) => label), "Expected profit"]);
});

test("where no risk was weighed there is no waterfall of it, and the profit is just the profit", async () => {
  const { panel } = await open({ ...detail(1), risk_parts: [], risk_score: null });

  expect(panel.queryByRole("heading", { name: "What may go wrong" })).toBeNull();
  expect(panel.getByText("Profit", { selector: "dt" })).toBeVisible();
  expect(panel.queryByText("Expected profit")).toBeNull();
});

test("how sure we are is told apart from the risk, the thin evidence too", async () => {
  const one = detail(1);

  const { panel } = await open({ ...one, evidence: { ...one.evidence, asks: 2, needed: 2 } });

  expect(panel.getByRole("heading", { name: "How sure we are" })).toBeVisible();
  expect(panel.getByText(/rests on 2 asks, where 2 are needed/)).toBeVisible();
  expect(panel.getAllByText("Thin:")).not.toHaveLength(0);
});

test("a sale price that rests on own sales says so", async () => {
  const one = detail(1);
  const brings = { amount: "45.00", currency: "EUR" };

  const { panel } = await open({ ...one, evidence: { ...one.evidence, brings } });

  expect(panel.getByText("The sale price rests on what yours were sold for")).toBeVisible();
  expect(panel.getByText("what yours were sold for")).toBeVisible();
});

test("a line of nothing is named below the bars, not drawn", async () => {
  const one = detail(1);
  const [price, ...rest] = one.cost_lines;
  const nothing = {
    ...price,
    name: "tax",
    label: "Tax",
    amount: { amount: "0.00", currency: "EUR" },
  };

  const { panel } = await open({
    ...one,
    cost_lines: [price, ...rest, nothing] as Detail["cost_lines"],
  });

  expect(panel.getByText("Nothing is counted for tax.")).toBeVisible();
  expect(panel.queryByRole("rowheader", { name: "Tax" })).toBeNull();
});

test("what to offer is told with where to stop, and the message to copy keeps the limit secret", async () => {
  const copied: string[] = [];
  const person = userEvent.setup();
  vi.spyOn(navigator.clipboard, "writeText").mockImplementation((text) => {
    copied.push(text);
    return Promise.resolve();
  });
  const offer = {
    offer: { amount: "27.46", currency: "EUR" },
    walk_away: { amount: "28.91", currency: "EUR" },
    text: "Offer 27.46 EUR and walk away above 28.91 EUR.",
  };

  const { panel } = await open({ ...detail(1), offer });
  await person.click(panel.getByRole("button", { name: "Copy message" }));

  expect(panel.getByText("€28.91")).toBeVisible();
  expect(copied[0]).toContain("€27.46");
  expect(copied[0]).not.toContain("28.91");
});

test("what would change the verdict is listed, each with the verdict that it brings", async () => {
  const change = {
    what: "price",
    now: "30.00 EUR",
    needed: "28.91 EUR",
    verdict: "buy" as const,
    text: "At 28.91 EUR or less it is a buy.",
  };

  const { panel } = await open({ ...detail(1), offer: null, changes: [change] });

  const line = panel.getByText("At €28.91 or less it is a buy.").closest("li");
  expect(line).toHaveTextContent(/^Buy/);
  expect(panel.queryByRole("heading", { name: "What to offer" })).toBeNull();
});

test("that days to sell are not known is said in their place", async () => {
  const { panel } = await open({ ...detail(1), days_to_sell: null });

  expect(panel.getByText("Sells within").closest("div")).toHaveTextContent(/–too few like it/);
});

test("days to sell are told where they are known", async () => {
  const one = detail(1);

  const { panel } = await open({ ...one, days_to_sell: { p50: 1, p80: 4 } });

  expect(panel.getByText("1 day")).toBeVisible();
  expect(panel.getByText(/80 of 100 within 4/)).toBeVisible();
});

const sale = (amount: string) => ({ amount, currency: "EUR" });
const expectedUpTo = (high50: string) => ({
  low80: sale("20.00"),
  low50: sale("24.00"),
  point: sale("30.00"),
  high50: sale(high50),
  high80: sale("900.00"),
});

test("asks that let one count on more than sales are expected at are no promise, and it says so", async () => {
  const one = { ...detail(1), exit_price: sale("80.00") };

  const { panel } = await open({ ...one, expected_sale: expectedUpTo("79.99") });

  expect(
    panel.getByText(/80.00 is what the asks of others let one count on.* €24.00 and €79.99/),
  ).toBeVisible();
});

test("what a sale brings of the middle ask is told with that ask", async () => {
  const one = detail(1);
  const evidence = { ...one.evidence, share: "0.82", middle: sale("97.56") };

  const { panel } = await open({ ...one, evidence });

  expect(panel.getByText("82% of €97.56, the middle ask")).toBeVisible();
});

test("an exit price within what sales are expected at needs no word", async () => {
  const one = { ...detail(1), exit_price: sale("80.00") };

  const { panel } = await open({ ...one, expected_sale: expectedUpTo("80.00") });

  expect(panel.queryByText(/what others ask/)).toBeNull();
  expect(panel.getByText("Half sell within").parentElement).toHaveTextContent("€24.00 – €80.00");
});

const judgement = {
  number: 2,
  decided_at: "2026-03-09T10:00:00Z",
  verdict: "buy" as const,
  profit: { amount: "20.00", currency: "EUR" },
  max_cost: { amount: "80.00", currency: "EUR" },
  hash: "a".repeat(64),
  documents: [{ name: "deal", hash: "b".repeat(64) }],
  bolo: "0.1.0",
  code: "abc",
};

test("what a verdict rests on is told, and judged again on request", async () => {
  const person = userEvent.setup();
  const one = detail(1);
  const text = "The same answer from the stored evidence: buy.";

  const { panel } = await open(one, {
    [`GET /opportunities/${one.id}/judgements`]: () => list([judgement]),
    [`POST /opportunities/${one.id}/replay`]: () => ({
      same: true,
      text,
      differences: [],
      other_code: false,
      bolo: "0.1.0",
      code: "abc",
      judgement,
    }),
  });
  await person.click(await panel.findByRole("button", { name: "Check again" }));

  expect(await panel.findByText(text)).toBeVisible();
  expect(panel.getByText(judgement.hash)).toBeInTheDocument();
});

test("what was said before is listed, the newest first", async () => {
  const one = detail(1);
  const before = { ...judgement, number: 1, verdict: "skip" as const, max_cost: null };

  const { panel } = await open(one, {
    [`GET /opportunities/${one.id}/judgements`]: () => list([judgement, before]),
  });

  const heading = await panel.findByRole("heading", { name: "Verdicts over time" });
  const rows = [...(heading.closest("section")?.querySelectorAll("tr") ?? [])];
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining("Pay at most"),
    expect.stringMatching(/Buy.*20\.00.*80\.00/),
    expect.stringMatching(/Skip.*20\.00.*–/),
  ]);
});

test("a figure that comes out otherwise, and evidence that was changed, are said", async () => {
  const person = userEvent.setup();
  const one = detail(1);
  const replies = [
    {
      same: false,
      text: "It was buy; now 1 figure comes out otherwise.",
      differences: [{ what: "cost", kept: "1.00 EUR", now: null }],
      other_code: true,
      bolo: "0.2.0",
      code: "def",
      judgement,
    },
    new Refusal(409, "What this verdict rested on was changed."),
  ];

  const { panel } = await open(one, {
    [`GET /opportunities/${one.id}/judgements`]: () => list([judgement]),
    [`POST /opportunities/${one.id}/replay`]: () => replies.shift(),
  });
  const check = await panel.findByRole("button", { name: "Check again" });
  await person.click(check);

  expect(await panel.findByText(/1.00 EUR then, nothing now/)).toBeVisible();
  await person.click(check);
  expect(await panel.findByText("What this verdict rested on was changed.")).toBeVisible();
});

test("a conflict is not told as sure of the same thing", async () => {
  const one = detail(1);
  const text = "Not the same thing: one of them is the box only.";
  const reasons = [{ code: "not_the_same", kind: "gate" as const, text }];

  const { panel } = await open({ ...one, probability: "0.000000", reasons });

  expect(panel.getByText(/^0% sure that it is the same thing, a conflict/)).toBeVisible();
  expect(panel.queryByRole("button", { name: /^Not the same thing/ })).toBeNull();
  expect(panel.getAllByRole("button", { name: /^The same thing after all/ })).toHaveLength(
    one.comparables.length,
  );
});

test("a match that looks wrong is asked about first in the match review", async () => {
  const one = detail(1);
  const [first] = one.comparables;
  if (!first) throw new Error("nobody else asks for it");
  const { panel, log, router } = await open(one, {
    "POST /reviews": () => ({ id: "r1", answer: null }),
    "GET /reviews": () => ({ items: [], next: null, total: 0 }),
  });

  const [button] = panel.getAllByRole("button", { name: /^Not the same thing/ });
  if (!button) throw new Error("no match can be reported");
  await userEvent.click(button);

  await vi.waitFor(() => {
    expect(router.state.location.pathname).toBe("/reviews");
  });
  const sent = log.find(({ path, method }) => path === "/reviews" && method === "POST");
  expect(sent?.body).toEqual({ opportunity_id: one.id, other_listing_id: first.listing.id });
});

test("a verdict that says the same again, from other evidence, is one row", async () => {
  const one = detail(1);
  const skipped = { ...judgement, number: 1, verdict: "skip" as const };
  const again = { ...judgement, number: 3, decided_at: "2026-03-09T11:00:00Z" };

  const { panel } = await open(one, {
    [`GET /opportunities/${one.id}/judgements`]: () => list([again, judgement, skipped]),
  });

  const heading = await panel.findByRole("heading", { name: "Verdicts over time" });
  const table = heading.closest("section")?.querySelector("tbody");
  expect(table?.querySelectorAll("tr")).toHaveLength(2);
});

test("the asks that count most come first, and the one that the price is says so", () => {
  const one = detail(1);
  const [first, second, third] = one.comparables;
  if (!first || !second || !third) throw new Error("the street has four asks");
  const asks = [
    { ...first, probability: "0.80", price: { amount: "90.00", currency: "EUR" } },
    { ...second, probability: "0.99", price: { amount: "120.00", currency: "EUR" } },
    { ...third, probability: "0.99", price: { amount: "110.00", currency: "EUR" } },
  ];
  const evidence = { ...one.evidence, asks: 3, brings: null, middle: null };
  const exit_price = { amount: "90.00", currency: "EUR" };
  const shown = { ...one, comparables: asks, evidence, exit_price };
  const amounts = (rest: ReadonlySet<string>) =>
    byWeight(asks, rest).map(({ price }) => price.amount);

  const decides = counted(shown);

  expect([...decides]).toEqual([first.listing.id]);
  expect(amounts(decides)).toEqual(["90.00", "110.00", "120.00"]);
  expect(amounts(new Set())).toEqual(["110.00", "120.00", "90.00"]);
  const middle = { amount: "110.00", currency: "EUR" };
  expect([...counted({ ...shown, evidence: { ...evidence, middle } })]).toEqual([third.listing.id]);
  const brings = { amount: "80.00", currency: "EUR" };
  expect(counted({ ...shown, evidence: { ...evidence, brings } }).size).toBe(0);
  expect(counted({ ...shown, comparables: asks.slice(1) }).size).toBe(0);
});
