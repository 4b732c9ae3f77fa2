import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import { complaintsOf, dayOf, madeOf, saleOf, type Draft } from "@/features/sales/sale-draft";

import { detail } from "../dev/street.ts";
import { Refusal } from "./api.ts";
import { list, visit } from "./visit.tsx";

const NOON = new Date(2026, 2, 9, 12);
const draft: Draft = {
  venue: "ebay-de",
  condition: "used",
  amount: "120,50",
  currency: "EUR",
  sold: "2026-03-09",
  listed: "",
  cost: "80",
  fees: "10.50",
};

test("what cannot have been is said beside its field", () => {
  const wrong = { ...draft, amount: "-5", cost: "ten", fees: "-1", currency: "EURO" };

  expect(complaintsOf(draft, NOON)).toEqual({});
  expect(complaintsOf(wrong, NOON)).toEqual({
    amount: "Above 0",
    cost: "A number, please",
    fees: "Not below 0",
    currency: "Three letters, as USD",
  });
  expect(complaintsOf({ ...draft, sold: "2026-03-10" }, NOON)).toEqual({
    sold: "Not in the future",
  });
  expect(complaintsOf({ ...draft, sold: "" }, NOON)).toEqual({ sold: "A day, please" });
  expect(complaintsOf({ ...draft, listed: "2026-03-10" }, NOON)).toEqual({
    listed: "After it was sold",
  });
});

test("what was made is exact, and not told while a figure is missing", () => {
  expect(madeOf(draft)).toBe("30");
  expect(madeOf({ ...draft, fees: "" })).toBe("40.5");
  expect(madeOf({ ...draft, cost: "" })).toBeNull();
});

test("sold today is sold now, sold before is sold until midnight", () => {
  const before = saleOf({ ...draft, sold: "2026-03-08", listed: "2026-03-08" }, NOON);

  expect(saleOf(draft, NOON).sold_at).toBe(NOON.toISOString());
  expect(dayOf(new Date(before.sold_at))).toBe("2026-03-08");
  expect(Date.parse(before.listed_at ?? "")).toBeLessThan(Date.parse(before.sold_at));
});

test("a deal that was bought and sold is entered once, and can be taken back", async () => {
  const one = detail(1);
  let refused = true;
  const { log } = visit(`/opportunities/${one.id}`, {
    [`GET /opportunities/${one.id}`]: () => one,
    "GET /venues": () => list([one.venue]),
    "POST /sales": ({ body }) => {
      if (refused) return new Refusal(422, "there is no exchange rate for XXX");
      return { id: "s1", price: (body as { price: unknown }).price };
    },
    "DELETE /sales/s1": () => undefined,
  });
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Bought and sold it" }));
  const form = within(screen.getByRole("dialog"));
  const enter = form.getByRole("button", { name: "Enter the sale" });
  expect(enter).toBeDisabled();
  expect(form.getByLabelText("What it cost you")).toHaveDisplayValue(one.cost.amount);

  await user.type(form.getByLabelText("What it brought"), "100");
  await user.click(enter);
  expect(await form.findByRole("alert")).toHaveTextContent("no exchange rate");
  refused = false;
  await user.type(form.getByLabelText("Fees"), "1");
  expect(form.queryByRole("alert")).toBeNull();
  await user.dblClick(enter);
  await user.click(await screen.findByRole("button", { name: "Undo" }));

  await waitFor(() => {
    expect(log.some(({ method, path }) => `${method} ${path}` === "DELETE /sales/s1")).toBe(true);
  });
  const sent = log.filter(({ path }) => path === "/sales").map(({ body }) => body as Draft);
  expect(sent).toHaveLength(2);
  expect(sent[0]).toMatchObject({ opportunity_id: one.id, product_id: one.product.id });
  expect(new Set(sent.map((body) => (body as unknown as { ref: string }).ref)).size).toBe(1);
});
