/** Opportunities: pages by cursor, one in full, and what there is to filter by. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import "./client";
import { getOpportunity, listFacets, listOpportunities } from "./generated/sdk.gen";
import type { ListOpportunitiesData } from "./generated/types.gen";

export type {
  Comparable,
  FacetValue,
  Facets,
  Line,
  ListingBrief,
  Opportunity,
  OpportunityDetail,
  Reason,
  RiskPart,
} from "./generated/types.gen";

export type OpportunityQuery = Omit<
  NonNullable<ListOpportunitiesData["query"]>,
  "limit" | "cursor"
>;

/** Rows asked for at once; the API allows no more. */
export const PAGE_SIZE = 200;

const all = ["opportunities"] as const;

export const opportunities = {
  all,
  pages: [...all, "page"] as const,

  page: (query: OpportunityQuery, cursor: string | null) =>
    queryOptions({
      queryKey: [...all, "page", query, cursor] as const,
      queryFn: async ({ signal }) => {
        const answer = await listOpportunities<true>({
          query: { ...query, limit: PAGE_SIZE, cursor },
          signal,
        });
        return answer.data;
      },
      gcTime: 60_000,
    }),

  one: (id: string) =>
    queryOptions({
      queryKey: [...all, "one", id] as const,
      queryFn: async ({ signal }) =>
        (await getOpportunity<true>({ path: { opportunity_id: id }, signal })).data,
    }),

  facets: () =>
    queryOptions({
      queryKey: [...all, "facets"] as const,
      queryFn: async ({ signal }) => (await listFacets<true>({ signal })).data,
      placeholderData: keepPreviousData,
    }),
};
