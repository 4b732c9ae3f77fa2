import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { minus, plus, quotient, times } from "@/lib/decimal";
import { readLimits, usualLimits } from "@/lib/limits";

import { eur, id } from "../dev/street.ts";
import { list, policy, visit } from "./visit.tsx";

const deal = (index: number) => ({
  opportunity_id: id(0, index),
  listing_id: id(1, index),
  title: `Deal ${index}`,
  url: "https://shop.example/1",
  venue: "ebay-de",
  category: "Watches",
  seller: "shop.example",
  cost: eur(10_000),
  expected_profit: eur(3_000),
  days: 30,
  month: eur(3_000),
  shortfall: eur(0),
});

const plan = {
  month: eur(3_000),
  best: eur(3_000),
  rest: eur(0),
  proven: true,
  cost: eur(10_000),
  expected_profit: eur(3_000),
  shortfall: eur(0),
  chosen: [deal(1)],
  left_out: [
    {
      ...deal(2),
      why: "no_room",
      text: "",
      shortages: [{ kind: "budget", name: "", left: eur(0), short: eur(10_000) }],
      needed: eur(4_000),
      instead: [id(0, 1)],
    },
  ],
  left_out_counts: [{ why: "no_room", count: 1 }],
  uses: [
    {
      kind: "budget",
      name: "",
      used: eur(10_000),
      most: eur(20_300),
      left: eur(10_300),
      kept_out: 1_200,
      least: eur(11_000),
      more: eur(700),
      gain: eur(340),
      text: "",
      worth: "0.3",
    },
  ],
  elsewhere: 0,
};
const routes = {
  "GET /settings": () => policy,
  "GET /venues": () => list([{ slug: "ebay-de", title: "eBay Germany" }]),
};

test("the plan says what to take, what binds, and why the other stays out", async () => {
  visit("/allocation?budget=100", { ...routes, "GET /allocation": () => plan });

  expect(await screen.findByRole("heading", { name: /1 deal for/ })).toBeVisible();
  const taken = screen.getByRole("table", { name: "What to take" });
  expect(within(taken).getByRole("link", { name: "Deal 1" })).toHaveAttribute(
    "href",
    `/opportunities/${id(0, 1)}`,
  );
  expect(screen.getByText("Proven best")).toBeVisible();
  expect(screen.getByText(/It would need €100.00 more of the budget/)).toBeVisible();
  expect(
    screen.getByText(/In its place 1 deal in the plan earns €40.00 a month; it would earn €30.00/),
  ).toBeVisible();
});

test("a limit says what is left of it, what that is too little for, and what more lets in", async () => {
  const [budget] = plan.uses;
  const uses = [
    budget,
    { ...budget, kind: "shortfall", kept_out: 1, more: null, gain: null },
    { ...budget, kind: "category", name: "Watches", kept_out: 0, least: null, worth: "0.1" },
  ];
  visit("/allocation?budget=100", { ...routes, "GET /allocation": () => ({ ...plan, uses }) });

  const limits = within(await screen.findByRole("list", { name: "Limits" }));
  const [first, second, third] = limits.getAllByRole("listitem");
  expect(first).toHaveTextContent(
    "€103.00 left, too little for 1,200 deals that would take €110.00 or more." +
      " €7.00 more lets one of them in, for €3.40 a month.",
  );
  expect(second).toHaveTextContent(/too little for 1 deal that would take €110.00 or more\.$/);
  expect(third).not.toHaveTextContent("too little");
});

test("what to take is sorted by a press, the other way round by the next, then as planned", async () => {
  const deals = ["9.50", "120.00", "30.00"].map((amount, at) => ({
    ...deal(at + 1),
    cost: { ...eur(0), amount },
  }));
  visit("/allocation?budget=100", {
    ...routes,
    "GET /allocation": () => ({ ...plan, chosen: deals }),
  });
  const taken = await screen.findByRole("table", { name: "What to take" });
  const titles = () =>
    within(taken)
      .getAllByRole("link")
      .map(({ textContent }) => textContent);
  const user = userEvent.setup();
  const seen = [titles()];

  for (let press = 0; press < 3; press += 1) {
    await user.click(within(taken).getByRole("button", { name: "Costs" }));
    seen.push(titles());
  }
  await user.click(within(taken).getByRole("button", { name: "Costs" }));

  expect(seen.map((order) => order.map((title) => title.at(-1)).join(""))).toEqual([
    ...["123", "231", "132", "123"],
  ]);
  expect(within(taken).getByRole("columnheader", { name: "Costs" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
});

test("what is not proven in time is told in money, and can be looked for longer", async () => {
  const early = { ...plan, best: eur(3_012), rest: eur(12), proven: false };
  const { log } = visit("/allocation?budget=100", {
    ...routes,
    "GET /allocation": ({ query }) => (query.get("seconds") === "30" ? plan : early),
  });

  expect(await screen.findByText(/earns more than €0.12 in 30 days beyond it/)).toBeVisible();
  await userEvent.setup().click(screen.getByRole("button", { name: "Look longer" }));

  expect(await screen.findByText("Proven best")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Look longer" })).toBeNull();
  expect(log.filter(({ path }) => path === "/allocation")).toHaveLength(2);
});

test("while other limits are planned the plan before stays, and the answer is a quick one", async () => {
  const early = { ...plan, best: eur(3_012), rest: eur(12), proven: false };
  visit("/allocation?budget=100", {
    ...routes,
    "GET /allocation": ({ query }) => (query.get("seconds") === "30" ? plan : early),
  });
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Look longer" }));
  await screen.findByText("Proven best");

  await user.clear(screen.getByLabelText("Budget"));
  await user.type(screen.getByLabelText("Budget"), "200");
  await user.click(screen.getByRole("button", { name: "Plan" }));

  expect(screen.getByRole("table", { name: "What to take" })).toBeVisible();
  expect(await screen.findByRole("button", { name: "Look longer" })).toBeVisible();
});

test("limits begin from the settings, and those that are typed go into the address", async () => {
  const { log, router } = visit("/allocation", { ...routes, "GET /allocation": () => plan });
  const user = userEvent.setup();

  const budget = await screen.findByLabelText("Budget");
  expect(budget).toHaveDisplayValue("1000");
  await user.clear(budget);
  expect(screen.getByRole("button", { name: "Plan" })).toBeDisabled();
  await user.type(budget, "250,50");
  await user.clear(screen.getByLabelText("Shortfall"));
  await user.click(screen.getByRole("button", { name: "Plan" }));

  await waitFor(() => {
    expect(router.state.location.href).toBe(
      "/allocation?budget=250.50&per_category=500&per_seller=500",
    );
  });
  expect(log.find(({ path }) => path === "/allocation")?.query.get("max_shortfall")).toBe("250");
});

test("of many left out the first are sent, and the rest when they are wanted", async () => {
  const [one] = plan.left_out;
  const out = Array.from({ length: 1_200 }, (_, at) => ({ ...one, ...deal(at + 2) }));
  const { log } = visit("/allocation?budget=100", {
    ...routes,
    "GET /allocation": ({ query }) => ({
      ...plan,
      left_out: out.slice(0, Number(query.get("left_out") ?? out.length)),
      left_out_counts: [{ why: "no_room", count: out.length }],
    }),
  });
  const user = userEvent.setup();
  const more = await screen.findByRole("button", { name: "Show more" });
  expect(screen.getByText("25 of 1,200")).toBeVisible();

  await user.click(more);
  expect(screen.getByText("75 of 1,200")).toBeVisible();
  await user.click(more);

  expect(await screen.findByText("125 of 1,200")).toBeVisible();
  const asked = log.filter(({ path }) => path === "/allocation");
  expect(asked.map(({ query }) => query.get("left_out"))).toEqual(["75", null]);
});

test("nothing to buy is said as it is", async () => {
  const nothing = { ...plan, chosen: [], left_out: [], left_out_counts: [], uses: [] };
  visit("/allocation?budget=100", { ...routes, "GET /allocation": () => nothing });

  expect(await screen.findByText("Nothing is worth buying right now")).toBeVisible();
});

test("limits in the address that make no sense are left out", () => {
  expect(readLimits({ budget: "lots", per_seller: "5" })).toEqual({});
  expect(readLimits({ budget: "10", per_seller: "-5" })).toEqual({ budget: "10" });
  expect(usualLimits("500.00").max_shortfall).toBe("250");
});

test("sums, products and quotients of decimals are exact", () => {
  expect(plus("0.1", "0.2")).toBe("0.3");
  expect(minus("1", "0.99")).toBe("0.01");
  expect(times("500.00", "0.5")).toBe("250");
  expect(quotient("10", "3", 2)).toBe("3.33");
  expect(quotient("-0.05", "1", 1)).toBe("-0.1");
  expect(quotient("1", "0", 2)).toBeNull();
});
