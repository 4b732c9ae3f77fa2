/** The feed: everything that the watches have seen, the newest first, scrolled without end. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

import { feed, type FeedListing } from "@/api/feed";
import { toFeedQuery } from "@/lib/feed-filters";
import { useHeld } from "@/lib/held";
import { useNow } from "@/lib/now";
import { Button, lookOf } from "@/ui/actions/button";
import { Newer } from "@/ui/page/newer";
import { Page } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";

import { BulkBar } from "./bulk-bar";
import { Export, FeedFilterBar, type FilterProps } from "./feed-filters";
import { ListingCard } from "./listing-card";
import css from "./listings.module.css";
import { useMarking } from "./marking";

/** Calls back when the end of the list comes near, and where it still is once a question is over. */
function End({ busy, onNear }: { busy: boolean; onNear: () => void }) {
  const mark = useRef<HTMLDivElement>(null);
  const near = useRef(onNear);
  useEffect(() => {
    near.current = onNear;
  });
  useEffect(() => {
    if (busy || !mark.current || !("IntersectionObserver" in window)) return;
    const watching = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) near.current();
      },
      { rootMargin: "900px" },
    );
    watching.observe(mark.current);
    return () => {
      watching.disconnect();
    };
  }, [busy]);
  return <div ref={mark} />;
}

type CardsProps = {
  listings: readonly FeedListing[];
  chosen: ReadonlySet<string> | null;
  onChoose: (id: string) => void;
};

function Cards({ listings, chosen, onChoose }: CardsProps) {
  const now = useNow();
  const marking = useMarking();
  return (
    <ul className={css.cards} aria-label="Listings">
      {listings.map((listing) => (
        <ListingCard
          key={listing.id}
          listing={listing}
          now={now}
          chosen={chosen ? chosen.has(listing.id) : null}
          onChoose={onChoose}
          onMark={(id, marks) => {
            marking.mutate({ ids: [id], marks });
          }}
        />
      ))}
    </ul>
  );
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  return narrowed ? (
    <EmptyState icon="search" title="Nothing is like that">
      Take a filter away, or wait: this list is live.
    </EmptyState>
  ) : (
    <EmptyState
      icon="grid"
      title="Nothing has been seen yet"
      action={
        <Link to="/watches" className={lookOf("plain")}>
          To your watches
        </Link>
      }
    >
      Everything that your watches find appears here by itself.
    </EmptyState>
  );
}

const toggledIn = (chosen: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
};

type ListedProps = Pick<FilterProps, "filters"> & {
  listings: FeedListing[];
  near: boolean;
  more: boolean;
};

function Listed({ filters, listings: all, near, more }: ListedProps) {
  const { at, shown: listings, waiting, show } = useHeld(all);
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  return (
    <>
      <div className={css.above}>
        <p role="status">
          {near
            ? "No title has these words; these come near."
            : `${listings.length}${more ? "+" : ""} listings, the newest first`}
        </p>
        <div className={css.do}>
          <Export filters={filters} />
          <Button
            needs="write"
            small
            look="ghost"
            onClick={() => {
              setChosen(chosen ? null : new Set());
            }}
          >
            {chosen ? "Done" : "Select"}
          </Button>
        </div>
      </div>
      {chosen && (
        <BulkBar
          chosen={[...chosen]}
          onAll={() => {
            setChosen(new Set(listings.map(({ id }) => id)));
          }}
          onDone={() => {
            setChosen(null);
          }}
        />
      )}
      <div ref={at}>
        <Newer count={waiting} onShow={show} />
        <Cards
          listings={listings}
          chosen={chosen}
          onChoose={(id) => {
            setChosen(toggledIn(chosen ?? new Set(), id));
          }}
        />
      </div>
    </>
  );
}

function Feed({ filters }: Pick<FilterProps, "filters">) {
  const pages = useInfiniteQuery(feed.pages(toFeedQuery(filters)));
  if (pages.isPending) return <SkeletonRows rows={4} height={160} />;
  if (pages.error && !pages.data) {
    return (
      <ErrorState error={pages.error} onRetry={() => void pages.refetch()} what="The listings" />
    );
  }
  const listings = pages.data.pages.flatMap(({ items }) => items);
  if (listings.length === 0) return <Nothing narrowed={Object.keys(filters).length > 0} />;
  const near = pages.data.pages[0]?.near ?? false;
  return (
    <>
      <Listed filters={filters} listings={listings} near={near} more={pages.hasNextPage} />
      <End
        busy={pages.isFetching}
        onNear={() => {
          if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
        }}
      />
      {pages.isFetchingNextPage && <SkeletonRows rows={1} height={160} />}
    </>
  );
}

export function ListingsPage({ filters, onFilters }: FilterProps) {
  return (
    <Page title="Listings" lead="All that your watches have seen, whether it is a deal or not.">
      <FeedFilterBar filters={filters} onFilters={onFilters} />
      <Feed key={JSON.stringify(filters)} filters={filters} />
    </Page>
  );
}
