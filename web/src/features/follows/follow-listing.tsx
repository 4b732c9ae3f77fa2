/** Follow a listing, or everything of its seller or shop. */
import type { FeedListing } from "@/api/feed";

import { FollowButton } from "./follow-button";

const keyOf = (listing: FeedListing, name: string): string =>
  `${listing.marketplace}/${name.toLowerCase()}`;

export function FollowListing({ listing }: { listing: FeedListing }) {
  const { id, shop, seller } = listing;
  return (
    <>
      <FollowButton
        target={{ kind: "listing", id }}
        followKey={id}
        label={listing.title}
        price={listing.price}
      />
      {seller && (
        <FollowButton
          target={{ kind: "seller", id }}
          followKey={keyOf(listing, seller)}
          label={seller}
          words="Follow seller"
        />
      )}
      <FollowButton
        target={{ kind: "shop", id }}
        followKey={keyOf(listing, shop)}
        label={shop}
        words="Follow shop"
      />
    </>
  );
}
