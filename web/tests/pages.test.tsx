import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { makeRouter } from "@/app/router";
import { tokenOf } from "@/app/routes/signed-out";
import { applied, complaint, GROUPS } from "@/features/settings/policy-fields";
import { looksLikeAddress } from "@/lib/address";
import { formatAge, formatDistance, formatInterval } from "@/lib/time";

import { WATCHES } from "../dev/places.ts";
import { detail, opportunity, prices } from "../dev/street.ts";
import { quickClient, Refusal, serve, type Reply } from "./api.ts";

const session = {
  signed_in: true,
  user: { id: "u", name: "Owner", email: null },
  workspace: { id: "w", name: "Mine", currency: "EUR" },
  first_run: false,
  version: "1",
};
const policy = {
  currency: "EUR",
  min_margin: "0.10",
  min_profit: "10.00",
  max_investment: "500.00",
  max_days: 45,
  wanted_roi: "0.20",
  min_probability: "0.80",
  roi_definition: "profit_over_landed_cost" as const,
  exit_venues: ["ebay-de"],
  tax_rate: "0",
  shipping_in: "4.90",
  prep_cost: "1.00",
  import_rate: "0",
  currency_spread: "0.015",
  hysteresis: "0.02",
  by_category: [],
};
const empty = { items: [], next: null };
const list = (items: unknown[]) => ({ items, next: null });

class DeadSocket {
  close() {
    // never opened
  }
}

function visit(address: string, routes: Record<string, Reply> = {}) {
  vi.stubGlobal("WebSocket", DeadSocket);
  const log = serve({
    "GET /session": () => session,
    "GET /demo": () => ({ running: false, installed: false, shops: [] }),
    "GET /alerts": () => empty,
    "GET /opportunities": () => ({ ...list([opportunity(1)]), total: 1 }),
    "GET /opportunities/facets": () => ({
      verdicts: [],
      marketplaces: [],
      shops: [],
      categories: [],
    }),
    ...routes,
  });
  const client = quickClient();
  const router = makeRouter(client, createMemoryHistory({ initialEntries: [address] }));
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { log, router };
}

test("the address alone restores the filters and asks the server with them", async () => {
  const { log } = visit("/?verdict=buy&min_roi=0.3&sort=-roi&q=lamp");

  await screen.findByRole("link", { name: opportunity(1).listing.title });

  const asked = log.find(({ path }) => path === "/opportunities")?.query.toString();
  expect(asked).toBe("sort=-roi&verdict=buy&min_roi=0.3&q=lamp&limit=200");
});

test("an opportunity has its own address, keeps the filters, and Escape closes it", async () => {
  const one = detail(1);
  const { router } = visit(`/opportunities/${one.id}?verdict=buy`, {
    [`GET /opportunities/${one.id}`]: () => one,
    [`GET /listings/${one.listing.id}/prices`]: () => list(prices(1)),
  });

  const panel = await screen.findByRole("region", { name: "Opportunity" });
  const bars = await within(panel).findByRole("table", { name: /Sale, fees/ });
  const history = await within(panel).findByRole("slider");
  expect(within(bars).getAllByRole("row")).toHaveLength(8);
  expect(within(panel).getByText("Final value fee", { selector: "th" })).toBeVisible();
  history.focus();
  await userEvent.keyboard("{ArrowLeft}");
  expect(history).toHaveAttribute("aria-valuenow", "41");
  await userEvent.keyboard("{Escape}");

  await waitFor(() => {
    expect(router.state.location.href).toBe("/?verdict=buy");
  });
});

test("a visitor whom nobody let in is told where the link is", async () => {
  const { log } = visit("/", {
    "GET /session": () => new Refusal(401, "Nobody is signed in."),
    "POST /session": () => session,
  });
  const user = userEvent.setup();

  await user.type(
    await screen.findByLabelText("Or paste the link here"),
    "http://127.0.0.1:8000/api/v1/signin?token=abc",
  );
  await user.click(screen.getByRole("button", { name: "Sign in" }));

  await waitFor(() => {
    expect(log.find(({ method }) => method === "POST")?.body).toEqual({ token: "abc" });
  });
  expect(tokenOf("  plain-token ")).toBe("plain-token");
});

test("the first run offers the demo street", async () => {
  const { log } = visit("/", {
    "GET /session": () => ({ ...session, first_run: true }),
    "POST /demo": () => ({ running: true, installed: true, shops: [] }),
  });

  await userEvent.click(await screen.findByRole("button", { name: "Start the demo" }));

  expect(log.some(({ method, path }) => method === "POST" && path === "/demo")).toBe(true);
});

test("the demo street is taken away with one press", async () => {
  const { log } = visit("/", {
    "GET /demo": () => ({ running: true, installed: true, shops: [] }),
    "DELETE /demo": () => undefined,
  });

  await userEvent.click(await screen.findByRole("button", { name: "Remove" }));

  expect(log.some(({ method, path }) => method === "DELETE" && path === "/demo")).toBe(true);
});

test("words are watched as words, an address is looked at first when wanted", async () => {
  const { log } = visit("/watches", {
    "GET /watches": () => list([]),
    "POST /scan": () => ({ kind: "shop", marketplace: "shopify", offers: [] }),
    "POST /watches": () => WATCHES[0],
  });
  const user = userEvent.setup();
  const field = await screen.findByLabelText(/Address of a shop/);

  await user.type(field, "lamp.example");
  await user.click(screen.getByRole("button", { name: "Preview" }));
  expect(await screen.findByText(/A shop with 0 offers/)).toBeVisible();
  await user.clear(field);
  await user.type(field, "red lamp{Enter}");

  await waitFor(() => {
    expect(log.find(({ method, path }) => method === "POST" && path === "/watches")?.body).toEqual({
      words: "red lamp",
      every_seconds: 600,
    });
  });
});

test("a watch is removed only after a second word", async () => {
  const watch = WATCHES[2];
  const { log } = visit("/watches", {
    "GET /watches": () => list([watch]),
    [`DELETE /watches/${watch?.id ?? ""}`]: () => undefined,
  });

  await userEvent.click(await screen.findByRole("button", { name: "Remove nordlicht" }));
  expect(log.some(({ method }) => method === "DELETE")).toBe(false);
  await userEvent.click(screen.getByRole("button", { name: "Remove" }));

  expect(screen.getByText(/Blocked by Cloudflare/)).toBeVisible();
  expect(log.some(({ method }) => method === "DELETE")).toBe(true);
});

test("a question mark shows the keys", async () => {
  visit("/");
  await screen.findByRole("link", { name: opportunity(1).listing.title });

  await userEvent.keyboard("?");

  expect(screen.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("what was typed into the policy is kept exactly", () => {
  const next = applied(policy, { min_margin: "12,5", max_days: "30", exit_venues: "a, b" });

  expect(next).toMatchObject({
    min_margin: "0.125",
    max_days: 30,
    exit_venues: ["a", "b"],
    min_profit: "10.00",
  });
});

test("a field says what it expects", () => {
  const fields = GROUPS.flatMap((group) => group.fields);
  const days = fields.find(({ unit }) => unit === "days");
  const margin = fields.find(({ name }) => name === "min_margin");

  expect(days && complaint(days, "1.5")).toBe("A whole number of days");
  expect(margin && complaint(margin, "ten")).toBe("A number, please");
  expect(margin && complaint(margin, "12,5")).toBeNull();
});

test.each([
  ["https://shop.example/a", true],
  ["shop.example", true],
  ["127.0.0.1:9000", false],
  ["http://127.0.0.1:9000/", true],
  ["sony wh-1000xm5", false],
  ["headphones", false],
])("%s is an address: %s", (text, wanted) => {
  expect(looksLikeAddress(text)).toBe(wanted);
});

test("times are said shortly", () => {
  const now = Date.parse("2026-01-10T12:00:00Z");

  expect(formatAge("2026-01-10T09:30:00Z", now)).toBe("2h");
  expect(formatAge("2026-01-10T12:00:10Z", now)).toBe("now");
  expect(formatDistance("2026-01-10T12:04:00Z", now)).toBe("in 4 min");
  expect(formatDistance("2026-01-08T12:00:00Z", now)).toBe("2 d ago");
  expect(formatInterval(21_600)).toBe("6 h");
});
