/** Which queries an event makes stale. Gathered for a moment, so a burst asks once. */
import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";

import { alerts } from "./alerts";
import { feed, type FeedListing } from "./feed";
import { follows } from "./follows";
import { listings } from "./listings";
import type { LiveEvent } from "./live";
import { opportunities } from "./opportunities";
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

function refreshNamed(client: QueryClient, ids: Ids): void {
  for (const [all, isOf] of NAMED) {
    for (const [queryKey, shown] of client.getQueriesData({ queryKey: all })) {
      if (shown !== undefined && isOf(shown, queryKey, ids)) {
        void client.invalidateQueries({ queryKey, exact: true });
      }
    }
  }
}

/** Nothing to show but an error: asked again at each event, it would flicker between it and grey. */
const isFailure = ({ state }: Query) => state.status === "error" && state.data === undefined;
const isNoFailure = (query: Query) => !isFailure(query);

/** Runs at most once per `milliseconds`, that long after it was first asked to. */
function once(run: () => void, milliseconds: number) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  return {
    ask() {
      timer ??= setTimeout(() => {
        timer = null;
        run();
      }, milliseconds);
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}

/** Collects stale keys and lets the query client know at most once per `milliseconds`.

A product or listing costs much to tell: one that no event names is asked for again once per
`rarely`. */
export function gather(client: QueryClient, milliseconds: number, rarely: number) {
  const waiting = new Map<string, QueryKey>();
  const gaining = new Map<string, QueryKey>();
  const named = new Set<string>();

  const soon = once(() => {
    const keys = [...waiting.values()];
    const ids = new Set(named);
    waiting.clear();
    named.clear();
    for (const queryKey of keys) {
      void client.invalidateQueries({ queryKey, predicate: isNoFailure });
      if (client.getQueryCache().find({ queryKey, exact: false, predicate: isFailure })) {
        gaining.set(JSON.stringify(queryKey), queryKey);
        later.ask();
      }
    }
    if (ids.size > 0) refreshNamed(client, ids);
  }, milliseconds);
  const later = once(() => {
    const keys = [...gaining.values()];
    gaining.clear();
    for (const queryKey of keys) void client.invalidateQueries({ queryKey });
  }, rarely);

  return {
    event({ kind, ids }: LiveEvent) {
      for (const key of staleAfter(kind)) waiting.set(JSON.stringify(key), key);
      if (NAMING.has(kind)) for (const id of ids) named.add(id);
      if (waiting.size + named.size > 0) soon.ask();
      for (const key of GAINING[kind] ?? []) gaining.set(JSON.stringify(key), key);
      if (gaining.size > 0) later.ask();
    },
    stop() {
      soon.stop();
      later.stop();
    },
  };
}
