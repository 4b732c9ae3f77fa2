/** Walks a list by cursors while the screen may jump anywhere in it.
 *
 * Cursors form a chain: page n tells where page n + 1 begins. Only pages on screen are kept
 * asked for, so a live change refetches those and not the hundreds scrolled past.
 */
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";

import {
  opportunities,
  PAGE_SIZE,
  type Opportunity,
  type OpportunityQuery,
} from "@/api/opportunities";

export type Chain = readonly (string | null)[];

/** The chain after page `page` said where the next one begins (null: nowhere). */
export function extended(chain: Chain, page: number, next: string | null): Chain {
  if (next === null) return chain.length > page + 1 ? chain.slice(0, page + 1) : chain;
  if (chain[page + 1] === next) return chain;
  return [...chain.slice(0, page + 1), next];
}

/** Pages to ask for: those wanted whose start is known, else the last known, to walk on. */
export function pagesToAsk(chain: Chain, first: number, last: number): number[] {
  const known = chain.length - 1;
  if (first > known) return [known];
  const end = Math.min(last, known);
  return Array.from({ length: end - first + 1 }, (_, offset) => first + offset);
}

export type Span = { first: number; last: number };

export function usePages(query: OpportunityQuery, span: Span) {
  const [chain, setChain] = useState<Chain>([null]);
  const [total, setTotal] = useState<number | null>(null);
  const asked = pagesToAsk(chain, span.first, span.last);
  const results = useQueries({
    queries: asked.map((page) => opportunities.page(query, chain[page] ?? null)),
  });

  // What the answers say about the list is taken over while rendering, before it is drawn.
  let nextChain = chain;
  let nextTotal = total;
  results.forEach((result, at) => {
    const page = asked[at];
    if (!result.data || page === undefined || page >= nextChain.length) return;
    nextChain = extended(nextChain, page, result.data.next ?? null);
    nextTotal = result.data.total;
  });
  if (nextChain !== chain) setChain(nextChain);
  if (nextTotal !== total) setTotal(nextTotal);

  const pages = new Map(asked.map((page, at) => [page, results[at]?.data?.items]));
  const failed = results.find((result) => result.isError && !result.data);
  return {
    total: nextTotal,
    error: failed?.error ?? null,
    retry: () => {
      for (const result of results) if (result.isError) void result.refetch();
    },
    at: (index: number): Opportunity | undefined =>
      pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE],
    /** Where each known deal stands. */
    places: (): ReadonlyMap<string, number> =>
      new Map(
        [...pages].flatMap(([page, items]) =>
          (items ?? []).map(({ id }, at) => [id, page * PAGE_SIZE + at] as const),
        ),
      ),
    /** The deals of the first page, while it is known. */
    head: (pages.get(0) ?? []).map(({ id }) => id),
  };
}
