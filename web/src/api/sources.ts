/** Where the offers come from, how those places are, and what a new address holds. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import { listMarketplaces, listQuarantine, listSources, scan } from "./generated/sdk.gen";

export type { MarketplaceFacts, Quarantined, Scan, ScanOffer, Source } from "./generated/types.gen";

const all = ["sources"] as const;

export const sources = {
  all,

  list: () =>
    queryOptions({
      queryKey: [...all, "list"] as const,
      queryFn: async ({ signal }) => (await listSources<true>({ signal })).data.items,
    }),

  marketplaces: () =>
    queryOptions({
      queryKey: ["marketplaces"] as const,
      queryFn: async ({ signal }) => (await listMarketplaces<true>({ signal })).data.items,
      staleTime: Infinity,
    }),

  quarantine: () =>
    queryOptions({
      queryKey: [...all, "quarantine"] as const,
      queryFn: async ({ signal }) => (await listQuarantine<true>({ signal })).data.items,
    }),
};

export const askToScan = async (address: string) => (await scan<true>({ body: { address } })).data;
