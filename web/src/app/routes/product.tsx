/** The route of one product. */
import { useParams } from "@tanstack/react-router";

import { FollowButton } from "@/features/follows/follow-button";
import { ProductPage } from "@/features/products/product-page";
import { SoldButton } from "@/features/sales/sold-button";

export function ProductRoute() {
  const { id } = useParams({ from: "/products/$id" });
  return (
    <ProductPage
      key={id}
      id={id}
      actions={({ product, cheapest, venue, condition, currency }) => (
        <>
          <SoldButton product={product} venue={venue} condition={condition} currency={currency} />
          <FollowButton
            target={{ kind: "product", id }}
            followKey={id}
            label={product.title}
            price={cheapest}
          />
        </>
      )}
    />
  );
}
