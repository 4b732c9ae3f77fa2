/** Which queries an event makes stale. Gathered for a moment, so a burst asks once. */
import type { QueryClient, QueryKey } from "@tanstack/react-query";

import { alerts } from "./alerts";
import { feed } from "./feed";
import { follows } from "./follows";
import { listings } from "./listings";
import type { LiveEvent } from "./live";
import { opportunities } from "./opportunities";
import { products, type ProductDetail } from "./products";
import { searches } from "./searches";
import { sources } from "./sources";
import { watches } from "./watches";
import { audit, team } from "./workspaces";

const STALE: Record<string, readonly QueryKey[]> = {
  WatchesChanged: [watches.all],
  TeamChanged: [team.all, audit.all],
  PageRead: [watches.all, sources.all],
  ListingSeen: [watches.all, sources.all, feed.all],
  PriceMoved: [listings.all, feed.all, opportunities.all],
  ListingGone: [listings.all, feed.all, opportunities.all],
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

/** What may change a product, if it names one of its listings or deals. */
const OF_PRODUCTS = new Set(["PriceMoved", "ListingGone", "ListingLinked", "VerdictReached"]);
/** A new link names a listing that no product shows yet, so that any may have gained it. */
const LINKED = "ListingLinked";

function refreshNamed(client: QueryClient, ids: ReadonlySet<string>): void {
  const shown = client.getQueriesData<ProductDetail>({ queryKey: products.all });
  for (const [queryKey, product] of shown) {
    if (product && products.isOf(product, ids)) {
      void client.invalidateQueries({ queryKey, exact: true });
    }
  }
}

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

A product costs much to tell: one that no event names is asked for again once per `rarely`. */
export function gather(client: QueryClient, milliseconds: number, rarely: number) {
  const waiting = new Map<string, QueryKey>();
  const named = new Set<string>();

  const soon = once(() => {
    const keys = [...waiting.values()];
    const ids = new Set(named);
    waiting.clear();
    named.clear();
    for (const queryKey of keys) void client.invalidateQueries({ queryKey });
    if (ids.size > 0) refreshNamed(client, ids);
  }, milliseconds);
  const later = once(() => void client.invalidateQueries({ queryKey: products.all }), rarely);

  return {
    event({ kind, ids }: LiveEvent) {
      for (const key of staleAfter(kind)) waiting.set(JSON.stringify(key), key);
      if (OF_PRODUCTS.has(kind)) for (const id of ids) named.add(id);
      if (waiting.size + named.size > 0) soon.ask();
      if (kind === LINKED) later.ask();
    },
    stop() {
      soon.stop();
      later.stop();
    },
  };
}
