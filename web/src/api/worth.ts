/** What something is worth, and what it may cost. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import "./client";
import { getWorth } from "./generated/sdk.gen";
import type { GetWorthData } from "./generated/types.gen";

export type { CouldBe, WorthAnswer, WorthThere } from "./generated/types.gen";

export type WorthQuery = NonNullable<GetWorthData["query"]>;

export const worthOf = (query: WorthQuery) =>
  queryOptions({
    queryKey: ["worth", query] as const,
    queryFn: async ({ signal }) => (await getWorth<true>({ query, signal })).data,
    placeholderData: keepPreviousData,
    retry: false,
  });
