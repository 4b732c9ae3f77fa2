/** A visit to a page of the dashboard, with a stand-in for the server. */
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { vi } from "vitest";

import type { Scope } from "@/api/security";
import { makeRouter } from "@/app/router";
import { Toasts } from "@/ui/feedback/toast";

import { opportunity } from "../dev/street.ts";
import { quickClient, serve, type Reply } from "./api.ts";

export const session = {
  signed_in: true,
  user: { id: "u", name: "Owner", email: null },
  workspace: { id: "w", name: "Mine", currency: "EUR" },
  role: "owner",
  may: ["account", "approve", "manage", "read", "write"] as Scope[],
  operator: true,
  first_run: false,
  version: "1",
};
export const policy = {
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
  asked_share: "0.82",
  vat_scheme: "none" as const,
  vat_rate: "0",
  vat_reclaimed: true,
  hysteresis: "0.02",
  by_category: [],
};
const empty = { items: [], next: null };
const A_DAY = 86_400_000;
export const list = (items: unknown[]) => ({ items, next: null });

class DeadSocket {
  close() {
    // never opened
  }
}

export function visit(address: string, routes: Record<string, Reply> = {}) {
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
  // Else "still loading" may want to be drawn when its test, and its window, are gone.
  router.update({ ...router.options, defaultPendingMs: A_DAY });
  render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
      <Toasts />
    </QueryClientProvider>,
  );
  return { log, router, client };
}
