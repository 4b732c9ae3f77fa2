/** One product: what it costs and brings, over time. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import "./client";
import { getProduct } from "./generated/sdk.gen";
import type { GetProductData, ProductDetail } from "./generated/types.gen";

export type { Band, ProductDetail, Series, VerdictPoint, Worth } from "./generated/types.gen";

export type ProductQuery = NonNullable<GetProductData["query"]>;

const all = ["products"] as const;

export const products = {
  all,

  /** Whether an event with these ids is of its listings, or of a deal that was judged. */
  isOf: ({ offers, verdicts }: ProductDetail, ids: ReadonlySet<string>): boolean =>
    offers.some(({ id }) => ids.has(id)) ||
    verdicts.some(({ opportunity_id }) => ids.has(opportunity_id)),

  one: (id: string, query: ProductQuery) =>
    queryOptions({
      queryKey: [...all, id, query] as const,
      queryFn: async ({ signal }) =>
        (await getProduct<true>({ path: { product_id: id }, query, signal })).data,
      placeholderData: keepPreviousData,
    }),
};
