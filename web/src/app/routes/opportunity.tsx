/** One opportunity in full, beside the list. */
import { useNavigate, useParams } from "@tanstack/react-router";

import { FollowButton } from "@/features/follows/follow-button";
import { DetailPanel } from "@/features/opportunity/detail-panel";
import { SoldButton } from "@/features/sales/sold-button";

export function OpportunityRoute() {
  const { id } = useParams({ from: "/list/opportunities/$id" });
  const navigate = useNavigate();
  return (
    <DetailPanel
      key={id}
      id={id}
      follow={({ listing }) => (
        <FollowButton
          small
          target={{ kind: "listing", id: listing.id }}
          followKey={listing.id}
          label={listing.title}
          price={listing.price}
        />
      )}
      sold={({ id: deal, product, listing, venue, cost }) => (
        <SoldButton
          product={product}
          venue={venue.slug}
          condition={listing.condition}
          currency={cost.currency}
          deal={{ id: deal, cost: cost.amount }}
        />
      )}
      onClose={() => void navigate({ to: "/", search: (known) => known })}
    />
  );
}
