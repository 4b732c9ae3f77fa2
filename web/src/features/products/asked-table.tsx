/** What was asked in the time of the picture, of each shop and of the cheapest at each moment. */
import type { ProductDetail } from "@/api/products";
import { formatMoney } from "@/lib/money";
import { Table } from "@/ui/figures/table";
import { Card } from "@/ui/page/page";

import { cheapestOf, extremesOf, type Extremes } from "./asked";
import css from "./picture.module.css";
import type { Picture, Trace } from "./picture";
import { MOST_COLOURED } from "./tones";

type RowProps = { name: string; last: string; extremes: Extremes; currency: string };

function Row({ name, last, extremes: { now, low, mean, high }, currency }: RowProps) {
  const money = (value: number) => formatMoney({ amount: value.toFixed(2), currency });
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label={last}>{now === null ? "–" : money(now)}</td>
      <td data-label="Lowest">{money(low)}</td>
      <td data-label="On average">{money(mean)}</td>
      <td data-label="Highest">{money(high)}</td>
    </tr>
  );
}

type AskedProps = { product: ProductDetail; picture: Picture; isPast: boolean };

export function Asked({ product, picture, isPast }: AskedProps) {
  const last = isPast ? "At its end" : "Now";
  const { asks, from, to } = picture;
  const { series, condition, currency } = product;
  const alike = new Set(series.filter((one) => one.condition === condition).map(({ key }) => key));
  const among = asks.filter(({ key }) => alike.has(key));
  const row = (label: string, key: string, spots: Trace["spots"]) => {
    const extremes = extremesOf(spots, from, to);
    return (
      extremes && <Row key={key} name={label} last={last} extremes={extremes} currency={currency} />
    );
  };
  if (asks.length === 0) return null;
  return (
    <Card className={css.asked}>
      <Table
        caption="What was asked in this time; an average by how long each price stood"
        columns={["Asked", last, "Lowest", "On average", "Highest"]}
        folds={4}
      >
        {among.length > 1 && row("By the cheapest shop", "cheapest", cheapestOf(among))}
        {asks.slice(0, MOST_COLOURED).map(({ key, label, spots }) => row(label, key, spots))}
      </Table>
    </Card>
  );
}
