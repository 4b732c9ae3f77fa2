import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import {
  changed,
  complaint,
  lacksVatRate,
  VAT_RATE,
  withoutHidden,
} from "@/features/settings/policy-fields";

import { VENUES } from "../dev/places.ts";
import { detail, prices } from "../dev/street.ts";
import type { Asked } from "./api.ts";
import { list, policy, visit } from "./visit.tsx";

test("a scheme needs a rate above nothing and below all", () => {
  expect(lacksVatRate(policy, {})).toBe(false);
  expect(lacksVatRate(policy, { vat_scheme: "margin" })).toBe(true);
  expect(lacksVatRate(policy, { vat_scheme: "margin", vat_rate: "19" })).toBe(false);
  expect(complaint(VAT_RATE, "100")).toBe("Below 100%");
  expect(complaint(VAT_RATE, "25,5")).toBeNull();
});

test("a rate that no scheme shows is forgotten, with its mistake", () => {
  const draft = { vat_rate: "190", min_profit: "4" };

  expect(withoutHidden({ ...draft, vat_scheme: "none" })).toEqual({
    vat_scheme: "none",
    min_profit: "4",
  });
  expect(withoutHidden({ ...draft, vat_scheme: "margin" })).toHaveProperty("vat_rate", "190");
});

test("what is chosen and typed of VAT is kept as it is sent", () => {
  const next = changed({ vat_scheme: "standard", vat_rate: "19", vat_reclaimed: "false" });

  expect(next).toMatchObject({ vat_scheme: "standard", vat_rate: "0.19", vat_reclaimed: false });
});

test("the margin scheme is chosen with its rate, and the form waits for it", async () => {
  let kept: unknown = policy;
  const { log } = visit("/settings", {
    "GET /settings": () => kept,
    "PATCH /settings": ({ body }: Asked) => (kept = { ...policy, ...(body as object) }),
    "GET /venues": () => list(VENUES),
    "GET /webhook-endpoints": () => list([]),
  });
  const user = userEvent.setup();
  const scheme = await screen.findByLabelText("VAT owed on what you sell");
  expect(screen.queryByLabelText("Rate of VAT")).toBeNull();

  await user.selectOptions(scheme, "On the margin alone");
  const save = await screen.findByRole("button", { name: "Save" });
  expect(save).toHaveProperty("disabled", true);
  expect(screen.queryByLabelText("VAT in what you paid")).toBeNull();
  const rate = screen.getByLabelText("Rate of VAT");
  await user.clear(rate);
  await user.type(rate, "19");
  await user.click(save);

  await waitFor(() => {
    const put = log.find(({ method }) => method === "PATCH")?.body;
    expect(put).toMatchObject({ vat_scheme: "margin", vat_rate: "0.19" });
  });
});

test("the way from sale to profit tells the VAT", async () => {
  const one = detail(1);
  const line = {
    name: "vat",
    label: "VAT on the margin",
    amount: { amount: "9.42", currency: "EUR" },
    note: "19 % in 119.00 EUR less 60.00 EUR for price and shipping: the margin scheme",
    schedule: null,
    source: null,
    confirmed: true,
  };
  visit(`/opportunities/${one.id}`, {
    [`GET /opportunities/${one.id}`]: () => ({ ...one, vat: line.amount, vat_lines: [line] }),
    [`GET /listings/${one.listing.id}/prices`]: () => list(prices(1)),
  });

  const table = await screen.findByRole("table", {
    name: "Sale, fees, VAT, proceeds, cost and profit",
  });

  expect(within(table).getByText("VAT on the margin")).toBeTruthy();
  expect(within(table).getByText(/9[.,]42/)).toBeTruthy();
});
