/** The feed of listings: pages by cursor, one in full, and what we make of them. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";

import "./client";
import {
  getListing,
  listListingFacets,
  listListings,
  listSimilarListings,
  markListing,
  markListings,
} from "./generated/sdk.gen";
import type { BulkMarks, FeedListing, ListingMarks, ListListingsData } from "./generated/types.gen";

export type { FeedListing, ListingMarks } from "./generated/types.gen";

type FeedQuery = Omit<NonNullable<ListListingsData["query"]>, "limit" | "cursor">;

const PAGE_SIZE = 60;
const all = ["feed"] as const;

export const feed = {
  all,
  /** What any listing may change. */
  lists: [
    [...all, "pages"],
    [...all, "facets"],
  ] as const,
  ones: [...all, "one"] as const,
  similars: [...all, "similar"] as const,

  isOfAny: ({ items }: { items: FeedListing[] }, ids: ReadonlySet<string>): boolean =>
    items.some((one) => feed.isOf(one, ids)),

  /** Whether an event with these ids is of the listing or of its deal. */
  isOf: ({ id, deal }: FeedListing, ids: ReadonlySet<string>): boolean =>
    ids.has(id) || (deal !== null && ids.has(deal.id)),

  pages: (query: FeedQuery) =>
    infiniteQueryOptions({
      queryKey: [...all, "pages", query] as const,
      queryFn: async ({ pageParam, signal }) =>
        (
          await listListings<true>({
            query: { ...query, limit: PAGE_SIZE, cursor: pageParam },
            signal,
          })
        ).data,
      initialPageParam: null as string | null,
      getNextPageParam: ({ next }) => next ?? null,
      placeholderData: keepPreviousData,
    }),

  one: (id: string) =>
    queryOptions({
      queryKey: [...all, "one", id] as const,
      queryFn: async ({ signal }) =>
        (await getListing<true>({ path: { listing_id: id }, signal })).data,
    }),

  similar: (id: string) =>
    queryOptions({
      queryKey: [...all, "similar", id] as const,
      queryFn: async ({ signal }) =>
        (await listSimilarListings<true>({ path: { listing_id: id }, signal })).data,
    }),

  facets: () =>
    queryOptions({
      queryKey: [...all, "facets"] as const,
      queryFn: async ({ signal }) => (await listListingFacets<true>({ signal })).data,
      placeholderData: keepPreviousData,
    }),
};

export const askToMark = async (id: string, marks: ListingMarks) =>
  (await markListing<true>({ path: { listing_id: id }, body: marks })).data;

export const askToMarkAll = async (body: BulkMarks) => {
  await markListings<true>({ body });
};

/** Where a visit to the marketplace is counted on its way. */
export const visitAddress = (id: string): string => `/api/v1/listings/${id}/open`;

/** Where a file of what the filters let through comes from. */
export function exportAddress(query: FeedQuery, format: "csv" | "xlsx"): string {
  const words = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(query)) {
    if (value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) words.append(name, String(one));
  }
  return `/api/v1/listings/export?${words.toString()}`;
}
