/** The routes of the feed and of one listing, whose price history is drawn as in a deal. */
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

import { FollowListing } from "@/features/follows/follow-listing";
import { ListingPage } from "@/features/listings/listing-page";
import { ListingsPage } from "@/features/listings/listings-page";
import { PriceHistory } from "@/features/opportunity/price-history";
import type { FeedFilters } from "@/lib/feed-filters";

export function ListingsRoute() {
  const filters = useSearch({ from: "/listings" });
  const navigate = useNavigate();
  const onFilters = useCallback(
    (next: FeedFilters) => void navigate({ to: "/listings", search: next, replace: true }),
    [navigate],
  );
  return <ListingsPage filters={filters} onFilters={onFilters} />;
}

export function ListingRoute() {
  const { id } = useParams({ from: "/listings/$id" });
  return (
    <ListingPage
      key={id}
      id={id}
      history={(listing) => <PriceHistory listing={listing} />}
      follow={(listing) => <FollowListing listing={listing} />}
    />
  );
}
