/** The route of one product. */
import { useParams } from "@tanstack/react-router";

import { FollowButton } from "@/features/follows/follow-button";
import { ProductPage } from "@/features/products/product-page";

export function ProductRoute() {
  const { id } = useParams({ from: "/products/$id" });
  return (
    <ProductPage
      key={id}
      id={id}
      follow={({ product, cheapest }) => (
        <FollowButton
          target={{ kind: "product", id }}
          followKey={id}
          label={product.title}
          price={cheapest}
        />
      )}
    />
  );
}
