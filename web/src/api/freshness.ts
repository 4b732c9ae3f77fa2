/** Which queries an event makes stale. Gathered for a moment, so a burst asks once. */
import type { QueryClient, QueryKey } from "@tanstack/react-query";

import { alerts } from "./alerts";
import { feed } from "./feed";
import { follows } from "./follows";
import { listings } from "./listings";
import type { LiveEvent } from "./live";
import { opportunities } from "./opportunities";
import { products } from "./products";
import { searches } from "./searches";
import { sources } from "./sources";
import { watches } from "./watches";
import { audit, team } from "./workspaces";

const STALE: Record<string, readonly QueryKey[]> = {
  WatchesChanged: [watches.all],
  TeamChanged: [team.all, audit.all],
  PageRead: [watches.all, sources.all],
  ListingSeen: [watches.all, sources.all, feed.all],
  PriceMoved: [listings.all, feed.all, opportunities.all, products.all],
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

/** Collects stale keys and lets the query client know at most once per `milliseconds`. */
export function gather(client: QueryClient, milliseconds: number) {
  const waiting = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const flush = () => {
    timer = null;
    const keys = [...waiting.values()];
    waiting.clear();
    for (const queryKey of keys) void client.invalidateQueries({ queryKey });
  };

  return {
    event(event: LiveEvent) {
      for (const key of staleAfter(event.kind)) waiting.set(JSON.stringify(key), key);
      if (waiting.size > 0) timer ??= setTimeout(flush, milliseconds);
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
