import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { cheapestOf, extremesOf } from "@/features/products/asked";
import { bestNow } from "@/features/products/figures";
import {
  clip,
  inView,
  lastOf,
  pictureOf,
  reachAt,
  stopsOf,
  tracesIn,
  valueAt,
  verdictStretches,
} from "@/features/products/picture";
import { formatMoney } from "@/lib/money";

import { product } from "../dev/reviews.ts";
import { NOW } from "../dev/street.ts";
import { list, visit } from "./visit.tsx";

const one = product(1);
const doors = {
  [`GET /products/${one.product.id}`]: () => one,
  "GET /reviews/summary": () => ({
    open: 0,
    same: 0,
    different: 0,
    unsure: 0,
    model: { name: "shipped", labels: 0, trained_at: null },
  }),
  "GET /price-questions": () => list([]),
};
const address = `/products/${one.product.id}`;

test("a product says what it is worth, and what is missing where it is not known", async () => {
  visit(address, doors);

  const worth = await screen.findByRole("list", { name: "Worth by venue and condition" });

  expect(within(worth).getByText(/^Insufficient data: .*two .* are needed/)).toBeVisible();
  expect(within(worth).getByText("Your own sales")).toBeVisible();
  expect(within(worth).getByRole("img", { name: /Still unsold after 60\sdays/ })).toBeVisible();
});

test("the legend switches a line off and on, and the arrows move through the changes", async () => {
  visit(address, doors);
  const fees = await screen.findByRole("button", { name: /^Fees/ });
  const plot = screen.getByRole("slider");

  await userEvent.click(fees);
  expect(fees).toHaveAttribute("aria-pressed", "false");
  await userEvent.click(fees);
  plot.focus();
  const before = Number(plot.getAttribute("aria-valuenow"));
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");

  expect(fees).toHaveAttribute("aria-pressed", "true");
  expect(Number(plot.getAttribute("aria-valuenow"))).toBe(before - 2);
  expect(plot.getAttribute("aria-valuetext")).toMatch(/Worth/);
});

test("what was asked is told by its lowest, its average and its highest", async () => {
  visit(address, doors);

  const table = await screen.findByRole("table", { name: /^What was asked in this time/ });

  const rows = within(table).getAllByRole("row").slice(1);
  expect(rows.map((row) => within(row).getByRole("rowheader").textContent)).toContain(
    "By the cheapest shop",
  );
  const [, lowest] = rows.slice(0, 1).flatMap((row) => within(row).getAllByRole("cell"));
  const all = one.series.flatMap(({ kind, condition, points }) =>
    kind === "ask" && condition === one.condition ? points : [],
  );
  const least = Math.min(...all.flatMap(({ price }) => (price === null ? [] : [Number(price)])));
  expect(lowest).toHaveTextContent(
    formatMoney({ amount: least.toFixed(2), currency: one.currency }),
  );
});

test("an offer of another currency says in one currency what it asks, and by which rates", async () => {
  const [first, ...others] = one.offers;
  if (!first) throw new Error("the street offers it");
  const price = { amount: "417.00", currency: "GBP" };
  const converted = {
    price: { amount: "554.12", currency: "USD" },
    rates_of: "2026-11-20",
    source: "ECB",
  };
  const offers = [{ ...first, price, converted, was_price: null }, ...others];
  visit(address, { ...doors, [`GET /products/${one.product.id}`]: () => ({ ...one, offers }) });

  const rows = within(await screen.findByRole("list", { name: "Offers" })).getAllByRole("listitem");

  expect(rows[0]).toHaveTextContent("£417.00$554.12");
  expect(rows[1]).not.toHaveTextContent("$");
  expect(screen.getByText("In USD at the rates of Nov 20, 2026 (ECB)")).toBeVisible();
});

test("a price counts for as long as it stood, and none while it is gone", () => {
  const ask = (key: string, ...spots: [number, number | null][]) => ({
    key,
    label: key,
    tone: "",
    look: "line" as const,
    spots: spots.map(([at, value]) => ({ at, value })),
  });
  const [a, b] = [ask("a", [0, 10], [30, 20], [40, null]), ask("b", [20, 12], [30, 5])];

  expect(extremesOf(a.spots, 0, 50)).toEqual({ now: null, low: 10, mean: 12.5, high: 20 });
  expect(extremesOf(a.spots, 30, 50)).toEqual({ now: null, low: 20, mean: 20, high: 20 });
  expect(extremesOf([{ at: 0, value: null }], 0, 9)).toBeNull();
  expect(cheapestOf([a, b])).toEqual([
    { at: 0, value: 10 },
    { at: 20, value: 10 },
    { at: 30, value: 5 },
    { at: 40, value: 5 },
  ]);
});

test("where nothing of it was a deal the cross-hair tells no verdict", async () => {
  const [said] = one.verdicts;
  if (!said) throw new Error("the street was judged");
  const before = (days: number) => new Date(NOW - days * 86_400_000).toISOString();
  const verdicts = [{ ...said, verdict: "buy" as const, at: before(9), gone_at: before(6) }];
  const gone = { ...one, verdicts };
  visit(address, { ...doors, [`GET /products/${one.product.id}`]: () => gone });
  const plot = await screen.findByRole("slider");
  plot.focus();

  await userEvent.keyboard("{Home}{End}");

  expect(plot.getAttribute("aria-valuetext")).not.toMatch(/Buy/);
  expect(screen.queryByText(/^Verdict:/)).toBeNull();
});

test("plus comes nearer, with what was asked in that time alone, and 0 shows the whole", async () => {
  visit(address, doors);
  const plot = await screen.findByRole("slider");
  const changes = () => Number(plot.getAttribute("aria-valuemax"));
  const all = changes();
  plot.focus();

  await userEvent.keyboard("+++");

  expect(changes()).toBeLessThan(all);
  expect(screen.getByRole("button", { name: "All of it" })).toBeEnabled();
  await userEvent.keyboard("0");
  expect(changes()).toBe(all);
  expect(screen.getByRole("button", { name: "All of it" })).toBeDisabled();
  await userEvent.click(screen.getByRole("button", { name: "Zoom in" }));
  expect(changes()).toBeLessThan(all);
  await userEvent.click(screen.getByRole("button", { name: "All of it" }));
  expect(changes()).toBe(all);
  expect(screen.getByRole("columnheader", { name: "Now" })).toBeVisible();
  plot.focus();
  await userEvent.keyboard("{Home}++");
  expect(screen.getByRole("columnheader", { name: "At its end" })).toBeVisible();
});

test("another range and venue ask the server again", async () => {
  const { log } = visit(address, doors);

  await userEvent.click(await screen.findByRole("button", { name: "1 y" }));
  await userEvent.selectOptions(screen.getByLabelText("Sell at"), "amazon-de");

  await waitFor(() => {
    const asked = log
      .filter(({ path }) => path === address)
      .at(-1)
      ?.query.toString();
    expect(asked).toBe("days=365&venue=amazon-de");
  });
});

test("where no cost would do any more, none is told", async () => {
  const line = [...one.max_cost_line, { at: one.since, amount: null }];
  visit(address, { ...doors, [`GET ${address}`]: () => ({ ...one, max_cost_line: line }) });

  expect(await screen.findByText("no cost would do, by your limits")).toBeVisible();
});

test("nothing known is said, not drawn", async () => {
  const nothing = { ...one, series: [], bands: [], fees_line: [], max_cost_line: [], verdicts: [] };
  visit(address, { ...doors, [`GET ${address}`]: () => ({ ...nothing, offers: [] }) });

  expect(await screen.findByText("Nothing to draw yet")).toBeVisible();
  expect(screen.getByText("Nobody offers it")).toBeVisible();
});

test("a value holds until the next, a sale is of its moment only", () => {
  const ask = { key: "a", label: "", tone: "", look: "line" as const };
  const spots = [
    { at: 1, value: 10 },
    { at: 5, value: null },
    { at: 8, value: 7 },
  ];

  expect([0, 1, 4, 5, 9].map((at) => valueAt({ ...ask, spots }, at))).toEqual([
    null,
    10,
    10,
    null,
    7,
  ]);
  expect(valueAt({ ...ask, look: "dot", spots }, 9)).toBeNull();
  expect(inView(spots, 3)[0]).toEqual({ at: 3, value: 10 });
});

test("the best that was said of any listing is our verdict", () => {
  const at = (seconds: number) => new Date(seconds * 1_000).toISOString();
  const profit = { amount: "1", currency: "EUR" };

  const stretches = verdictStretches(
    [
      { at: at(1), verdict: "skip", profit, opportunity_id: "a", gone_at: null },
      { at: at(2), verdict: "buy", profit, opportunity_id: "b", gone_at: null },
      { at: at(3), verdict: "negotiate", profit, opportunity_id: "a", gone_at: null },
      { at: at(4), verdict: "skip", profit, opportunity_id: "b", gone_at: null },
    ],
    6_000,
  );

  expect(stretches).toEqual([
    { from: 1_000, to: 2_000, verdict: "skip" },
    { from: 2_000, to: 4_000, verdict: "buy" },
    { from: 4_000, to: 6_000, verdict: "negotiate" },
  ]);
});

test("a verdict stands no longer than its opportunity", () => {
  const profit = { amount: "1.00", currency: "EUR" };
  const at = (second: number) => new Date(second * 1_000).toISOString();

  const stretches = verdictStretches(
    [
      { at: at(1), verdict: "buy", profit, opportunity_id: "a", gone_at: at(2) },
      { at: at(3), verdict: "skip", profit, opportunity_id: "b", gone_at: null },
    ],
    6_000,
  );

  expect(stretches).toEqual([
    { from: 1_000, to: 2_000, verdict: "buy" },
    { from: 3_000, to: 6_000, verdict: "skip" },
  ]);
});

test("the cross-hair stops wherever something changes, within the picture", () => {
  const picture = pictureOf(one, NOW, ({ shop }) => shop);
  const traces = tracesIn(picture).map((trace) => clip(trace, picture.from));

  const stops = stopsOf(traces, picture.from, picture.to);

  expect(stops[0]).toBe(picture.from);
  expect(stops.at(-1)).toBe(picture.to);
  expect(stops).toEqual(stops.toSorted((a, b) => a - b));
  const band = traces.find(({ key }) => key === "band80");
  expect(band && reachAt(band, NOW)?.low).toBeCloseTo(Number(one.bands.at(-1)?.low80));
});

test("the best deal that stands leads, with its profit and the way to it", async () => {
  visit(address, doors);
  const deal = bestNow(one.verdicts);

  const link = await screen.findByRole("link", { name: /: see why$/ });

  expect(link).toHaveAttribute("href", `/opportunities/${deal?.opportunity_id}`);
});

test("what a deal counts on is told where the worth, which its own ask weighs down, is lower", async () => {
  const [deal] = [bestNow(one.verdicts)].filter((said) => said !== undefined);
  const high = one.worth.find((worth) => worth.venue === one.venue && worth.high50)?.high50;
  if (!deal || !high) throw new Error("the street has a deal and a worth");
  const more = { ...high, amount: String(Number(high.amount) + 100) };
  const said = one.verdicts.map((each) =>
    each.opportunity_id === deal.opportunity_id ? { ...each, exit_price: more } : each,
  );
  visit(address, { ...doors, [`GET ${address}`]: () => ({ ...one, verdicts: said }) });

  expect(await screen.findByText(/^The deal counts on/)).toHaveTextContent(formatMoney(more));
});

test("of what stands a buy goes before a higher profit, and what is gone is no deal", () => {
  const said = (opportunity_id: string, verdict: "buy" | "skip", amount: string) => ({
    at: new Date(NOW).toISOString(),
    verdict,
    profit: { amount, currency: "USD" },
    opportunity_id,
    gone_at: null,
  });
  const gone = { ...said("gone", "buy", "900.00"), gone_at: new Date(NOW).toISOString() };
  const all = [said("skip", "skip", "500.00"), said("little", "buy", "9.00"), gone];

  expect(bestNow([...all, said("much", "buy", "10.00")])?.opportunity_id).toBe("much");
  expect(bestNow([gone])).toBeUndefined();
});

test("what the server knows of a moment after this clock's is within the picture", () => {
  const last = Math.max(...one.bands.map(({ at }) => Date.parse(at)));

  const picture = pictureOf(one, last - 60_000, ({ label }) => label);

  expect(picture.to).toBeGreaterThanOrEqual(last);
});

test("the picture begins with what was first seen, however far back a worth is reckoned", () => {
  const at = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();
  const [series] = one.series;
  const [band] = one.bands;
  if (!series || !band) throw new Error("the street shows neither asks nor bands");
  const asked = [{ ...series, kind: "ask" as const, points: [{ at: at(2), price: "10.00" }] }];
  const young = { ...one, since: at(2_160), series: asked, bands: [{ ...band, at: at(2_000) }] };

  const { from } = pictureOf(young, NOW, ({ label }) => label);
  const reckoned = pictureOf({ ...young, series: [] }, NOW, ({ label }) => label);

  expect(from).toBe(NOW - 2 * 3_600_000);
  expect(reckoned.from).toBeLessThan(from);
});

test("at rest the legend tells the last sale, under the cross-hair only one of that moment", () => {
  const spots = [
    { at: 1, value: 10 },
    { at: 5, value: 12 },
  ];
  const sales = { key: "s", label: "Your sales", tone: "", look: "dot" as const, spots };

  expect(lastOf(sales, 9)).toBe(12);
  expect(valueAt(sales, 9)).toBeNull();
  expect(lastOf({ ...sales, look: "line" }, 4)).toBe(10);
  expect(lastOf({ ...sales, spots: [] }, 9)).toBeNull();
});

test("a product that is not here is not asked for again", async () => {
  visit("/products/of-another");

  expect(await screen.findByRole("heading", { name: "This product is not here" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});
