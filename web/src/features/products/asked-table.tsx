/** What was asked in the time of the picture, of each shop and of the cheapest at each moment. */
import type { ProductDetail } from "@/api/products";
import { formatMoney } from "@/lib/money";
import { useNow } from "@/lib/now";
import { Card } from "@/ui/page";
import { Table } from "@/ui/table";

import { cheapestOf, extremesOf, type Extremes } from "./asked";
import css from "./picture.module.css";
import { pictureOf, type Trace } from "./picture";
import { useNamer } from "./price-picture";
import { MOST_COLOURED } from "./tones";

type RowProps = { name: string; extremes: Extremes; currency: string };

function Row({ name, extremes: { now, low, mean, high }, currency }: RowProps) {
  const money = (value: number) => formatMoney({ amount: value.toFixed(2), currency });
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label="Now">{now === null ? "–" : money(now)}</td>
      <td data-label="Lowest">{money(low)}</td>
      <td data-label="On average">{money(mean)}</td>
      <td data-label="Highest">{money(high)}</td>
    </tr>
  );
}

export function Asked({ product }: { product: ProductDetail }) {
  const now = useNow();
  const name = useNamer(product);
  const { asks, from, to } = pictureOf(product, now, name);
  const { series, condition, currency } = product;
  const alike = new Set(series.filter((one) => one.condition === condition).map(({ key }) => key));
  const among = asks.filter(({ key }) => alike.has(key));
  const row = (label: string, key: string, spots: Trace["spots"]) => {
    const extremes = extremesOf(spots, from, to);
    return extremes && <Row key={key} name={label} extremes={extremes} currency={currency} />;
  };
  if (asks.length === 0) return null;
  return (
    <Card className={css.asked}>
      <Table
        caption="What was asked in this time; an average by how long each price stood"
        columns={["Asked", "Now", "Lowest", "On average", "Highest"]}
        folds={4}
      >
        {among.length > 1 && row("By the cheapest shop", "cheapest", cheapestOf(among))}
        {asks.slice(0, MOST_COLOURED).map(({ key, label, spots }) => row(label, key, spots))}
      </Table>
    </Card>
  );
}
