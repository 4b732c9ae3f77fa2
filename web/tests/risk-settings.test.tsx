import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { RiskChange, RiskSettings } from "@/api/settings";
import { RISK_FIELDS, riskChanged, riskComplaint } from "@/features/settings/risk-fields";

import { ASSUMED } from "../dev/risk.ts";
import type { Asked } from "./api.ts";
import { list, policy, visit } from "./visit.tsx";

function visitRisks(put: (asked: Asked) => unknown) {
  const { log } = visit("/settings", {
    "GET /settings": () => policy,
    "GET /settings/risk": () => ASSUMED,
    "PATCH /settings/risk": put,
    "GET /venues": () => list([]),
    "GET /webhook-endpoints": () => list([]),
  });
  return () => log.filter(({ method }) => method === "PATCH").map(({ body }) => body as RiskChange);
}

const kept = ({ body }: Asked): RiskSettings => ({
  ...ASSUMED,
  figures: { ...ASSUMED.figures, ...(body as object) },
});

test("every figure has its field", () => {
  expect(RISK_FIELDS.map(({ name }) => name).toSorted()).toEqual(
    Object.keys(ASSUMED.figures).toSorted(),
  );
});

test("a percent is kept as an exact share, and what cannot be is said", () => {
  expect(riskChanged({ returned: "7,5" })).toEqual({ returned: "0.075" });
  expect(riskComplaint("returned", "7,5")).toBeNull();
  expect(riskComplaint("returned", "often")).toBe("A number, please");
  expect(riskComplaint("returned", "101")).toBe("From 0 to 100%");
  expect(riskComplaint("capital_rate", "101")).toBeNull();
});

test("a figure that was typed is saved, and no other", async () => {
  const person = userEvent.setup();
  const puts = visitRisks(kept);

  const field = await screen.findByRole("textbox", { name: "Buyer returns it" });
  await person.clear(field);
  await person.type(field, "12");
  await person.click(screen.getByRole("button", { name: "Save" }));

  await waitFor(() => {
    expect(puts()).toEqual([{ returned: "0.12" }]);
  });
  expect(field).toHaveAccessibleDescription("bolo assumes 5%");
  await waitFor(() => {
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  });
});

test("what is no chance cannot be saved, and can be taken back", async () => {
  const person = userEvent.setup();
  visitRisks(kept);

  const field = await screen.findByRole("textbox", { name: "It is a fake" });
  await person.clear(field);
  await person.type(field, "200");

  expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
  await person.click(screen.getByRole("button", { name: "Discard" }));
  expect(field).toHaveValue("0.2");
});
