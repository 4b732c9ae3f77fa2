/** Which queries an event makes stale. A burst asks once, a storm now and then. */
import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";

import { alerts } from "./alerts";
import { feed, type FeedListing } from "./feed";
import { follows } from "./follows";
import { listings } from "./listings";
import type { LiveEvent } from "./live";
import { opportunities } from "./opportunities";
import { paced } from "./pace";
import { products, type ProductDetail } from "./products";
import { searches } from "./searches";
import { sources } from "./sources";
import { watches } from "./watches";
import { audit, team } from "./workspaces";

type Ids = ReadonlySet<string>;

const STALE: Record<string, readonly QueryKey[]> = {
  WatchesChanged: [watches.all],
  TeamChanged: [team.all, audit.all],
  PageRead: [watches.all, sources.all],
  ListingSeen: [watches.all, sources.all, ...feed.lists],
  PriceMoved: [...feed.lists, opportunities.all],
  ListingGone: [...feed.lists, opportunities.all],
  SearchesChanged: [searches.all],
  SearchHit: [searches.all],
  FollowsChanged: [follows.all],
  FollowHit: [follows.all],
  ListingLinked: [opportunities.all],
  OpportunityFound: [opportunities.all],
  OpportunityGone: [opportunities.all],
  VerdictReached: [opportunities.all],
  AlertRaised: [alerts.all],
  AlertsRead: [alerts.all],
};

export const staleAfter = (kind: string): readonly QueryKey[] => STALE[kind] ?? [];

/** What may change a page of one product or listing, if it names something that is shown there. */
const NAMING = new Set([
  ...["ListingSeen", "PriceMoved", "ListingGone", "ListingLinked"],
  ...["OpportunityGone", "VerdictReached"],
]);
/** What names a listing or deal that no such page shows yet: any of these may have gained it. */
const GAINING: Record<string, readonly QueryKey[]> = {
  ListingLinked: [products.all, feed.ones, feed.similars],
  VerdictReached: [feed.ones],
};

/** Each kind of page that may be named, and whether ids name what one of it shows. */
const NAMED: readonly [QueryKey, (shown: unknown, key: QueryKey, ids: Ids) => boolean][] = [
  [products.all, (shown, _, ids) => products.isOf(shown as ProductDetail, ids)],
  [feed.ones, (shown, _, ids) => feed.isOf(shown as FeedListing, ids)],
  [feed.similars, (shown, _, ids) => feed.isOfAny(shown as { items: FeedListing[] }, ids)],
  [listings.all, (_, key, ids) => ids.has(String(key.at(-1)))],
];

function refreshNamed(client: QueryClient, ids: Ids): Promise<unknown> {
  const named = NAMED.flatMap(([all, isOf]) =>
    client
      .getQueriesData({ queryKey: all })
      .filter(([queryKey, shown]) => shown !== undefined && isOf(shown, queryKey, ids)),
  );
  return Promise.all(
    named.map(([queryKey]) => client.invalidateQueries({ queryKey, exact: true })),
  );
}

/** Nothing to show but an error: asked again at each event, it would flicker between it and grey. */
const isFailure = ({ state }: Query) => state.status === "error" && state.data === undefined;
const isNoFailure = (query: Query) => !isFailure(query);

/** Lets the query client know what is stale, each kind of thing at a pace of its own.

A product or listing costs much to tell: one that no event names is asked for again once per
`rarely`. */
export function gather(client: QueryClient, milliseconds: number, rarely: number) {
  const paces = { soonest: milliseconds, rarest: rarely / 2 }; // a list costs less than a product
  const kinds = new Map<string, ReturnType<typeof paced>>();
  const named = new Set<string>();

  const naming = paced(() => {
    const ids = new Set(named);
    named.clear();
    return refreshNamed(client, ids);
  }, paces);
  const seldom = (queryKey: QueryKey) => {
    of(`seldom ${JSON.stringify(queryKey)}`, () =>
      paced(() => client.invalidateQueries({ queryKey }), { soonest: rarely, rarest: rarely }),
    ).wish();
  };
  const soon = (queryKey: QueryKey) => {
    of(JSON.stringify(queryKey), () =>
      paced(() => {
        if (client.getQueryCache().find({ queryKey, exact: false, predicate: isFailure })) {
          seldom(queryKey);
        }
        return client.invalidateQueries({ queryKey, predicate: isNoFailure });
      }, paces),
    ).wish();
  };
  const of = (name: string, begin: () => ReturnType<typeof paced>) => {
    const kind = kinds.get(name) ?? begin();
    kinds.set(name, kind);
    return kind;
  };

  return {
    event({ kind, ids }: LiveEvent) {
      staleAfter(kind).forEach(soon);
      if (NAMING.has(kind) && ids.length > 0) {
        for (const id of ids) named.add(id);
        naming.wish();
      }
      (GAINING[kind] ?? []).forEach(seldom);
    },
    stop() {
      naming.stop();
      for (const kind of kinds.values()) kind.stop();
    },
  };
}
