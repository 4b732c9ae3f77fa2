/** What the lines of a picture are called. */
import type { ProductDetail } from "@/api/products";
import { useShopName } from "@/api/shops";

/** What it is called here: its shop, and more only where two would be called the same. */
export function useNamer(product: ProductDetail) {
  const shopName = useShopName();
  const short = ({ shop, condition, kind, label }: ProductDetail["series"][number]) =>
    kind === "sold"
      ? label
      : shopName(shop) +
        (condition === product.condition ? "" : `, ${condition.replaceAll("_", " ")}`);
  const counts = new Map<string, number>();
  for (const series of product.series) {
    counts.set(short(series), (counts.get(short(series)) ?? 0) + 1);
  }
  return (series: ProductDetail["series"][number]) =>
    (counts.get(short(series)) ?? 0) > 1 ? series.label : short(series);
}
