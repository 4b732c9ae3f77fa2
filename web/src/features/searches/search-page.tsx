/** One search: to be changed, and what it caught. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { searches, type SearchHit } from "@/api/searches";
import { useShopName } from "@/api/shops";
import { formatCount, formatMoney } from "@/lib/money";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { Button } from "@/ui/actions/button";
import { Card, Page, Section } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";
import { Badge } from "@/ui/signs/badge";
import { Thumb } from "@/ui/signs/thumb";

import { Builder } from "./builder";
import css from "./searches.module.css";

function Hit({ hit, now }: { hit: SearchHit; now: number }) {
  const { listing } = hit;
  const shopName = useShopName();
  const price = listing.price ?? hit.price_then;
  return (
    <li className={css.hit}>
      <Thumb src={listing.image} />
      <div className={css.what}>
        <a href={listing.url} target="_blank" rel="noreferrer" title={listing.title}>
          {listing.title}
        </a>
        <span>
          {shopName(listing.shop)}
          {listing.gone_at && " · gone"}
        </span>
      </div>
      <div className={css.fact}>
        {price ? formatMoney(price) : "No price"}
        <span>{formatSince(hit.found_at, now)}</span>
      </div>
      {hit.told ? <Badge tone="good">Told</Badge> : <Badge>There before</Badge>}
    </li>
  );
}

function Hits({ id }: { id: string }) {
  const now = useNow();
  const hits = useInfiniteQuery(searches.hits(id));
  const items = hits.data?.pages.flatMap((page) => page.items) ?? [];
  if (hits.isPending) return <SkeletonRows rows={4} height={48} />;
  if (hits.error) {
    return <ErrorState error={hits.error} onRetry={() => void hits.refetch()} what="The hits" />;
  }
  if (items.length === 0) {
    return (
      <EmptyState small icon="search" title="Nothing yet">
        What is new or becomes cheap enough appears here, and raises an alert.
      </EmptyState>
    );
  }
  return (
    <Card>
      <ul aria-label="Caught listings">
        {items.map((hit) => (
          <Hit key={hit.id} hit={hit} now={now} />
        ))}
      </ul>
      {hits.hasNextPage && (
        <div className={css.further}>
          <Button disabled={hits.isFetchingNextPage} onClick={() => void hits.fetchNextPage()}>
            {hits.isFetchingNextPage ? "Loading…" : "Show more"}
          </Button>
        </div>
      )}
    </Card>
  );
}

export function SearchPage({ id }: { id: string }) {
  const one = useQuery(searches.one(id));
  const search = one.data;
  return (
    <Page
      title={search?.title ?? "Search"}
      lead={search ? `${formatCount(search.hits)} listings caught so far.` : undefined}
    >
      {one.isPending && <SkeletonRows rows={6} />}
      {one.error && !search && (
        <ErrorState error={one.error} onRetry={() => void one.refetch()} what="This search" one />
      )}
      {search && (
        <>
          <Builder
            search={search}
            onSaved={() => {
              void one.refetch();
            }}
          />
          <Section title="Caught">
            <Hits id={id} />
          </Section>
        </>
      )}
    </Page>
  );
}
