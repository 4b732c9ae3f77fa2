/** One listing in full: what it asks, what it asked, what we make of it, and what is like it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";

import { feed, visitAddress, type FeedListing } from "@/api/feed";
import { useShopName } from "@/api/shops";
import { marketplaceName } from "@/lib/names";
import { formatCount, formatMoney } from "@/lib/money";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { kept } from "@/lib/units";
import { Button, OutLink } from "@/ui/actions/button";
import { useMay } from "@/ui/feedback/may";
import { Card, Page, Section } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";
import { DemoBadge, VerdictBadge } from "@/ui/signs/badge";
import { Picture } from "@/ui/signs/picture";

import { ListingCard } from "./listing-card";
import css from "./listings.module.css";
import { useMarking } from "./marking";
import { Notes } from "./notes";

type ListingProps = { listing: FeedListing };

/** The server notes a look at what stays the same at most every ten minutes, a page every minute. */
const NOTED_EVERY = 10;

function lastSeen({ seen_at, gone_at }: FeedListing, now: number): string {
  const minutes = (now - Date.parse(seen_at)) / 60_000;
  return gone_at === null && minutes <= NOTED_EVERY + 1
    ? `Within ${NOTED_EVERY}\u00a0min`
    : formatSince(seen_at, now);
}

const opened = (times: number): string | null =>
  times === 0 ? null : times === 1 ? "Once" : `${formatCount(times)} times`;

function Facts({ listing }: ListingProps) {
  const now = useNow();
  const facts = [
    ["Availability", listing.availability?.replaceAll("_", " ")],
    ["Condition", listing.condition?.replaceAll("_", " ")],
    ["Brand", listing.brand],
    ["Category", listing.category],
    ["Variant", listing.variant],
    ["GTIN", listing.gtin],
    ["MPN", listing.mpn],
    ["Seller", listing.seller],
    ["Place", [listing.place, listing.country].filter(Boolean).join(", ")],
    ["First seen", formatSince(listing.first_seen_at, now)],
    ["Last seen", lastSeen(listing, now)],
    ["Gone", listing.gone_at && formatSince(listing.gone_at, now)],
    ["Opened", opened(listing.opened)],
  ] as const;
  return (
    <dl className={css.facts}>
      {facts.map(
        ([label, value]) =>
          value && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{kept(value)}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Actions({ listing, follow }: ListingProps & { follow: ReactNode }) {
  const marking = useMarking();
  const { id, saved, hidden, product_id, deal } = listing;
  return (
    <div className={css.actions}>
      <OutLink look="primary" href={visitAddress(id)}>
        Open at the shop
      </OutLink>
      <Button
        needs="write"
        icon={saved ? "kept" : "keep"}
        aria-pressed={saved}
        onClick={() => {
          marking.mutate({ ids: [id], marks: { saved: !saved } });
        }}
      >
        {saved ? "Saved" : "Save"}
      </Button>
      <Button
        needs="write"
        onClick={() => {
          marking.mutate({ ids: [id], marks: { hidden: !hidden } });
        }}
      >
        {hidden ? "Show again" : "Hide"}
      </Button>
      {follow}
      {product_id && (
        <Link to="/products/$id" params={{ id: product_id }} className={css.link}>
          The product and its prices
        </Link>
      )}
      {deal && (
        <Link to="/opportunities/$id" params={{ id: deal.id }} className={css.link}>
          <VerdictBadge verdict={deal.verdict} /> {formatMoney(deal.profit, { sign: true })}
        </Link>
      )}
    </div>
  );
}

function Similar({ id }: { id: string }) {
  const similar = useQuery(feed.similar(id));
  const now = useNow();
  const marking = useMarking();
  if (similar.isPending) return <SkeletonRows rows={1} height={160} />;
  if (similar.error) {
    return (
      <ErrorState
        error={similar.error}
        onRetry={() => void similar.refetch()}
        what="Similar listings"
      />
    );
  }
  if (similar.data.items.length === 0) {
    return (
      <EmptyState small icon="grid" title="Nothing like it">
        No other listing has been seen that is like this one.
      </EmptyState>
    );
  }
  return (
    <ul className={css.cards} aria-label="Similar listings">
      {similar.data.items.map((one) => (
        <ListingCard
          key={one.id}
          listing={one}
          now={now}
          chosen={null}
          onChoose={() => undefined}
          onMark={(which, marks) => {
            marking.mutate({ ids: [which], marks });
          }}
        />
      ))}
    </ul>
  );
}

type Shown = (listing: FeedListing) => ReactNode;
type PageProps = { id: string; history: Shown; follow: Shown };

function Loaded({ listing, history, follow }: ListingProps & Omit<PageProps, "id">) {
  const { mutate } = useMarking();
  const { id, viewed } = listing;
  const may = useMay("write");
  useEffect(() => {
    if (!viewed && may) mutate({ ids: [id], marks: { viewed: true } });
  }, [id, viewed, may, mutate]);
  return (
    <>
      <div className={css.listing}>
        <Picture src={listing.image} />
        <div>
          <p className={css.asked}>
            {listing.price ? <b>{formatMoney(listing.price)}</b> : "No price yet"}
            {listing.was_price && <s>{formatMoney(listing.was_price)}</s>}
            {listing.demo && <DemoBadge />}
          </p>
          <Actions listing={listing} follow={follow(listing)} />
          <Facts listing={listing} />
        </div>
      </div>
      <Section title="Notes and tags" note="Seen by everybody in your workspace">
        <Notes key={`${listing.note}\n${listing.tags.join()}`} listing={listing} />
      </Section>
      <Card className={css.history}>{history(listing)}</Card>
      <Section title="Similar listings" note="The same product first">
        <Similar id={id} />
      </Section>
    </>
  );
}

export function ListingPage({ id, history, follow }: PageProps) {
  const { data, error, refetch } = useQuery(feed.one(id));
  const shopName = useShopName();
  return (
    <Page
      title={kept(data?.title ?? "Listing")}
      lead={data && `${shopName(data.shop)} · ${marketplaceName(data.marketplace)}`}
    >
      {error && !data && (
        <ErrorState error={error} onRetry={() => void refetch()} what="This listing" one />
      )}
      {data && <Loaded listing={data} history={history} follow={follow} />}
      {!data && !error && <SkeletonRows rows={4} height={90} />}
    </Page>
  );
}
