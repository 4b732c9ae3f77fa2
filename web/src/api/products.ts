/** One product: what it costs and brings, over time. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import "./client";
import { getProduct } from "./generated/sdk.gen";
import type { GetProductData } from "./generated/types.gen";

export type { Band, ProductDetail, Series, VerdictPoint, Worth } from "./generated/types.gen";

export type ProductQuery = NonNullable<GetProductData["query"]>;

const all = ["products"] as const;

export const products = {
  all,

  one: (id: string, query: ProductQuery) =>
    queryOptions({
      queryKey: [...all, id, query] as const,
      queryFn: async ({ signal }) =>
        (await getProduct<true>({ path: { product_id: id }, query, signal })).data,
      placeholderData: keepPreviousData,
    }),
};
