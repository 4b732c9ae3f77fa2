/** What a listing has asked over time. */
import { queryOptions } from "@tanstack/react-query";

import "./client";
import { listPrices } from "./generated/sdk.gen";
import type { PricePoint } from "./generated/types.gen";
import { everyPage } from "./paging";

export type { PricePoint } from "./generated/types.gen";

const all = ["prices"] as const;

export const listings = {
  all,

  /** The whole history in the order of time. */
  prices: (id: string) =>
    queryOptions({
      queryKey: [...all, id] as const,
      queryFn: async ({ signal }) => {
        const path = { listing_id: id };
        const points = await everyPage<PricePoint>(
          async (cursor) => (await listPrices<true>({ path, query: { cursor }, signal })).data,
        );
        return points.sort((a, b) => a.at.localeCompare(b.at));
      },
    }),
};
