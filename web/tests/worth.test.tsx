import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { WorthAnswer } from "@/api/worth";
import { readAsked } from "@/lib/asked";

import { Refusal } from "./api.ts";
import { visit } from "./visit.tsx";

const usd = (amount: string) => ({ amount, currency: "USD" });
const mug = { id: "p1", title: "Emma Mug", brand: null, category: null, image: null };
const match = { product: mug, probability: "0.95", reasons: ["same GTIN"], conflicts: [] };
const worth: WorthAnswer["venues"][number]["worth"] = {
  venue: "ebay-us",
  condition: "new",
  at: "2026-03-09T00:00:00Z",
  point: usd("83.10"),
  low50: usd("72.70"),
  high50: usd("94.90"),
  low80: usd("64.50"),
  high80: usd("107.00"),
  days_p50: 12,
  days_p80: 40,
  days_insufficient: null,
  survival: [],
  evidence: [],
  pooled_from: "product",
  insufficient: null,
};
const answer: WorthAnswer = {
  asked: "emma mug",
  match,
  others: [],
  condition: "new",
  conditions: ["new", "used"],
  venues: [
    {
      venue: { slug: "ebay-us", title: "eBay" },
      worth,
      asks: 3,
      exit_price: usd("74.20"),
      fees: usd("10.50"),
      vat: usd("0"),
      proceeds: usd("63.70"),
      max_price: usd("51.60"),
      max_cost: usd("53.10"),
      reasons: [{ code: "few_asks", kind: "risk", text: "Only 3 asks elsewhere to judge by." }],
      insufficient: null,
    },
  ],
  insufficient: null,
};
const unknown: WorthAnswer = {
  ...answer,
  match: null,
  others: [
    { ...match, probability: "0.40", conflicts: ["128 GB is not 64 GB"] },
    {
      ...match,
      product: { ...mug, id: "p2", title: "Bowl" },
      probability: "0",
      reasons: ["titles share 31 % of what their words tell"],
    },
  ],
  condition: null,
  conditions: [],
  venues: [],
  insufficient: "Insufficient data: say which of these it is.",
};

test("words are answered with the most to pay, and what that rests on", async () => {
  const person = userEvent.setup();
  const { router } = visit("/worth", { "GET /worth": () => answer });
  const words = await screen.findByLabelText(/Title, GTIN/);
  expect(screen.getByRole("button", { name: "Ask" })).toBeDisabled();

  await person.type(words, "emma mug{Enter}");

  expect(await screen.findByText("$51.60")).toBeVisible();
  expect(screen.getByText("$53.10 with all on top")).toBeVisible();
  expect(screen.getByText(/50 of 100: \$72.70 – \$94.90; 80 of 100: \$64.50/)).toBeVisible();
  expect(screen.getByText("$63.70 after $10.50 of fees")).toBeVisible();
  expect(screen.getByText("12 days")).toBeVisible();
  expect(screen.getByText("Only 3 asks elsewhere to judge by.")).toBeVisible();
  expect(screen.getByRole("link", { name: "Emma Mug" })).toHaveAttribute("href", "/products/p1");
  expect(router.state.location.href).toBe("/worth?q=emma+mug");

  await person.selectOptions(screen.getByLabelText("Condition"), "used");
  expect(router.state.location.href).toBe("/worth?q=emma+mug&condition=used");
});

test("what is not surely known is chosen by a person", async () => {
  const person = userEvent.setup();
  const { log } = visit("/worth?q=usb+stick", {
    "GET /worth": ({ query }) => (query.get("product_id") === "p1" ? answer : unknown),
  });

  const others = within(await screen.findByRole("region", { name: "Which of these is it?" }));
  expect(screen.getByText("Say which of these it is.")).toBeVisible();
  expect(others.getByText("Not it: 128 GB is not 64 GB")).toBeVisible();
  expect(others.getByText("Hardly: titles share 31% of what their words tell")).toBeVisible();
  await person.click(others.getByRole("button", { name: "It is Emma Mug" }));

  expect(await screen.findByText("$51.60")).toBeVisible();
  expect(
    log
      .filter(({ path }) => path === "/worth")
      .at(-1)
      ?.query.get("q"),
  ).toBe("usb stick");
});

test("where something is missing it says what, and an error can be tried again", async () => {
  const nothing = { low50: null, high50: null, low80: null, high80: null, days_p50: null };
  const poor = { ...worth, ...nothing, point: null, insufficient: "Insufficient data: no price." };
  const none = {
    exit_price: null,
    fees: null,
    vat: null,
    proceeds: null,
    max_price: null,
    max_cost: null,
  };
  const [there] = answer.venues;
  let failing = true;
  visit("/worth?product=p1", {
    "GET /worth": () => {
      if (failing) return new Refusal(503, "the database is away");
      const why = "Insufficient data: 1 of 2 shops needed ask for it.";
      return { ...answer, venues: [{ ...there, ...none, worth: poor, insufficient: why }] };
    },
  });
  const person = userEvent.setup();

  const again = await screen.findByRole("button", { name: "Try again" });
  failing = false;
  await person.click(again);

  expect(await screen.findByText("1 of 2 shops needed ask for it.")).toBeVisible();
  expect(screen.getByText("No price.")).toBeVisible();
  expect(screen.getByText("too few like it were seen to go")).toBeVisible();
});

test("an address that asks nothing is read as that", () => {
  expect(readAsked({ condition: "used" })).toEqual({});
  expect(readAsked({ q: " mug ", product: "", condition: "used" })).toEqual({
    q: "mug",
    condition: "used",
  });
});

test("who has nothing to ask yet asks about a thing that is known, by one press", async () => {
  const { log, router } = visit("/worth", { "GET /worth": () => answer });

  await userEvent.click(
    within(await screen.findByRole("group", { name: "For example" })).getByRole("button"),
  );

  await screen.findByRole("heading", { name: "Emma Mug" });
  expect(router.state.location.search).toHaveProperty("product");
  expect(log.some(({ path }) => path === "/worth")).toBe(true);
});
