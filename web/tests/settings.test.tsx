import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";

import type { SettingsChange, WorkspaceSettings } from "@/api/settings";
import { differences, likeEverywhere, named } from "@/features/settings/category-words";
import { ALL_FIELDS, changed, complaint } from "@/features/settings/policy-fields";
import { PolicyWaiting } from "@/features/settings/waiting";
import { matching } from "@/ui/forms/picker";

import { VENUES } from "../dev/places.ts";
import { Refusal, type Asked } from "./api.ts";
import { list, policy, visit } from "./visit.tsx";

/** As the server changes them: the parts that are given. */
function patched(kept: WorkspaceSettings, { categories, ...rest }: SettingsChange) {
  const own = new Map((kept.by_category ?? []).map((one) => [one.category, one]));
  for (const [category, limits] of Object.entries(categories ?? {})) {
    if (limits === null) own.delete(category);
    else
      own.set(category, {
        ...likeEverywhere(kept, category),
        ...own.get(category),
        ...limits,
      } as never);
  }
  return { ...kept, ...rest, by_category: [...own.values()] } as WorkspaceSettings;
}

/** Settings that are kept as they are changed. */
function visitSettings(begin: WorkspaceSettings = policy) {
  let kept = begin;
  const { log } = visit("/settings", {
    "GET /settings": () => kept,
    "PATCH /settings": ({ body }: Asked) => (kept = patched(kept, body as SettingsChange)),
    "GET /venues": () => list(VENUES),
    "GET /webhook-endpoints": () => list([]),
    "GET /opportunities/facets": () => ({
      verdicts: [],
      marketplaces: [],
      shops: [],
      categories: [{ value: "Cameras", count: 3 }],
    }),
  });
  const sent = () =>
    log.filter(({ method }) => method === "PATCH").map(({ body }) => body as SettingsChange);
  return { sent };
}

const cameras = { ...likeEverywhere(policy, "Cameras"), min_profit: "50" };

test("what was typed into the policy is kept exactly", () => {
  const next = changed({ min_margin: "12,5", max_days: "30", hysteresis: "5" });

  expect(next).toEqual({ min_margin: "0.125", max_days: 30, hysteresis: "0.05" });
});

test("an amount that may be two is not kept as the smaller one", () => {
  const profit = ALL_FIELDS.find(({ name }) => name === "min_profit");

  expect(profit && complaint(profit, "1,500")).toBe("1500, or 1.50? Write one of them");
  expect(changed({ min_profit: "1.500,50" })).toEqual({ min_profit: "1500.50" });
});

test("a field says what it expects", () => {
  const days = ALL_FIELDS.find(({ unit }) => unit === "days");
  const margin = ALL_FIELDS.find(({ name }) => name === "min_margin");

  expect(days && complaint(days, "1.5")).toBe("A whole number of days");
  expect(margin && complaint(margin, "ten")).toBe("A number, please");
  expect(margin && complaint(margin, "12,5")).toBeNull();
});

test("venues are found by their words in any order", () => {
  const options = VENUES.map(({ slug, title, currency }) => ({
    value: slug,
    label: title,
    note: currency,
  }));

  expect(matching(options, "germany ebay").map(({ value }) => value)).toEqual(["ebay-de"]);
  expect(matching(options, "usd").map(({ value }) => value)).toEqual(["ebay-us"]);
  expect(matching(options, "  ")).toHaveLength(4);
  expect(matching(options, "nowhere")).toEqual([]);
});

test("venues are chosen from those there are, by keyboard, and saved", async () => {
  const { sent } = visitSettings();
  const user = userEvent.setup();

  (await screen.findByRole("button", { name: /Add a venue/ })).focus();
  await user.keyboard("{Enter}vinted{Enter}{Escape}");
  await user.click(screen.getByRole("button", { name: "Remove eBay (Germany), private seller" }));
  await user.click(screen.getByRole("button", { name: "Save" }));

  await screen.findByText(/Open opportunities are judged again/);
  expect(sent()).toEqual([{ exit_venues: ["vinted"] }]);
});

test("the currency is chosen among those that have a rate", async () => {
  const { sent } = visitSettings();
  const user = userEvent.setup();

  await user.selectOptions(await screen.findByLabelText("Your currency"), "SEK");
  await user.click(screen.getByRole("button", { name: "Save" }));

  await waitFor(() => {
    expect(sent()).toEqual([{ currency: "SEK" }]);
  });
});

test("without a venue nothing can be saved", async () => {
  visitSettings();
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: /Remove eBay/ }));

  expect(screen.getByText("Choose at least one venue")).toBeVisible();
  expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
  await user.click(screen.getByRole("button", { name: "Discard" }));
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
});

test("a category gets limits of its own, beginning with those of everywhere", async () => {
  const { sent } = visitSettings();
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Add a category" }));
  const window = within(screen.getByRole("dialog", { name: "Limits for a category" }));
  expect(window.getByRole("button", { name: "Save" })).toBeDisabled();
  await user.type(window.getByLabelText("Category"), "Cameras");
  const profit = window.getByLabelText("Minimum profit");
  expect(profit).toHaveValue("10");
  await user.clear(profit);
  await user.type(profit, "50{Enter}");

  const rows = within(await screen.findByRole("list", { name: "Limits by category" }));
  expect(rows.getByText("profit at least €50.00")).toBeVisible();
  const [, limits] = named(cameras);
  expect(sent()).toEqual([{ categories: { Cameras: limits } }]);
});

test("limits of a category are changed, removed, and brought back", async () => {
  const { sent } = visitSettings({ ...policy, by_category: [cameras] });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Edit Cameras" }));
  const days = screen.getByRole("dialog", { name: "Limits for Cameras" });
  const field = within(days).getByLabelText("Maximum days to hold");
  await user.clear(field);
  await user.type(field, "90{Enter}");
  await screen.findByText(/at most 90 days/);
  await user.click(screen.getByRole("button", { name: "Remove the limits of Cameras" }));
  await screen.findByText("No category has limits of its own");
  await user.keyboard("u");

  await screen.findByRole("list", { name: "Limits by category" });
  const [, limits] = named(cameras);
  expect(sent().map(({ categories }) => categories?.Cameras)).toEqual([
    { max_days: 90 },
    null,
    { ...limits, max_days: 90 },
  ]);
});

test("a category has limits once", async () => {
  visitSettings({ ...policy, by_category: [cameras] });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Add a category" }));
  await user.type(screen.getByLabelText("Category"), "Cameras");

  expect(screen.getByText("It has limits of its own already")).toBeVisible();
});

test("what the server refuses is said in the window", async () => {
  visit("/settings", {
    "GET /settings": () => policy,
    "PATCH /settings": () => new Refusal(422, "there is no exchange rate for XXX"),
    "GET /venues": () => list(VENUES),
    "GET /webhook-endpoints": () => list([]),
  });
  const user = userEvent.setup();

  await user.click(await screen.findByRole("button", { name: "Add a category" }));
  await user.type(screen.getByLabelText("Category"), "Cameras{Enter}");

  const window = screen.getByRole("dialog");
  expect(await within(window).findByText(/no exchange rate/)).toBeVisible();
});

test("only what differs is said of a category", () => {
  const alike = { ...likeEverywhere(policy, "Books"), min_profit: "10" };

  expect(differences(alike, policy)).toEqual([]);
  expect(
    differences({ ...alike, wanted_roi: "0.4", roi_definition: "profit_over_price" }, policy),
  ).toEqual(["ROI at least 40.0%", "ROI is profit / purchase price"]);
});

test("an address is told no more only after a second word", async () => {
  const hook = {
    id: "h",
    url: "https://me.example/hook",
    enabled: true,
    last_status: null,
    last_error: null,
    created_at: "2026-01-10T12:00:00Z",
  };
  let hooks = [hook];
  visit("/settings", {
    "GET /settings": () => policy,
    "GET /venues": () => list(VENUES),
    "GET /webhook-endpoints": () => list(hooks),
    "DELETE /webhook-endpoints/h": () => {
      hooks = [];
      return undefined;
    },
  });

  await userEvent.click(await screen.findByRole("button", { name: `Remove ${hook.url}` }));
  expect(hooks).toHaveLength(1);
  await userEvent.click(screen.getByRole("button", { name: "Remove" }));

  await waitFor(() => {
    expect(screen.queryByText(hook.url)).toBeNull();
  });
});

test("while the policy is on the way every field of its form has a place", async () => {
  visitSettings();
  const form = await screen.findByRole("region", { name: "Policy" });
  await within(form).findByLabelText("Minimum profit");
  const labels = [...form.querySelectorAll("label")].map(({ textContent }) => textContent);

  const { container } = render(<PolicyWaiting />);

  expect(labels.length).toBeGreaterThan(10);
  for (const label of labels) expect(within(container).getByText(label)).toBeVisible();
});
