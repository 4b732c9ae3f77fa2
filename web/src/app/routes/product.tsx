/** The route of one product. */
import { useParams } from "@tanstack/react-router";

import { ProductPage } from "@/features/products/product-page";

export function ProductRoute() {
  const { id } = useParams({ from: "/products/$id" });
  return <ProductPage key={id} id={id} />;
}
