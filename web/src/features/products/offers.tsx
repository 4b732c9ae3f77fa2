/** Who offers it now, the cheapest first; what has gone stands below. All in one currency too. */
import type { ProductDetail } from "@/api/products";
import { useShopName } from "@/api/shops";
import { classes } from "@/lib/classes";
import { formatMoney } from "@/lib/money";
import { marketplaceName } from "@/lib/names";
import { useNow } from "@/lib/now";
import { formatDate, formatSince } from "@/lib/time";
import { kept } from "@/lib/units";
import { Card } from "@/ui/page/page";
import { EmptyState } from "@/ui/page/state";
import { Badge, DemoBadge } from "@/ui/signs/badge";
import { Thumb } from "@/ui/signs/thumb";

import css from "./offers.module.css";

type Offer = ProductDetail["offers"][number];

function OfferRow({ offer, now }: { offer: Offer; now: number }) {
  const shopName = useShopName();
  return (
    <li className={classes(css.row, offer.gone_at && css.gone)}>
      <Thumb src={offer.image} size={40} />
      <div className={css.what}>
        <a href={offer.url} target="_blank" rel="noreferrer">
          {kept(offer.title)}
        </a>
        <span>
          {shopName(offer.shop)} · {marketplaceName(offer.marketplace)} · seen{" "}
          {formatSince(offer.seen_at, now)}
        </span>
      </div>
      <div className={css.marks}>
        {offer.demo && <DemoBadge />}
        {offer.condition && <Badge>{offer.condition.replaceAll("_", " ")}</Badge>}
        {offer.availability === "out_of_stock" && <Badge tone="warn">Out of stock</Badge>}
        {offer.gone_at && <Badge>Gone</Badge>}
      </div>
      <div className={css.price}>
        {offer.price ? formatMoney(offer.price) : "No price"}
        {offer.was_price && <s>{formatMoney(offer.was_price)}</s>}
        {offer.converted && <span>{formatMoney(offer.converted.price)}</span>}
      </div>
    </li>
  );
}

/** By which rates the prices that are not in the reader's currency are said in it. */
function RatesNote({ offers }: { offers: ProductDetail["offers"] }) {
  const said = offers.find(({ converted }) => converted)?.converted;
  if (!said) return null;
  return (
    <p className={css.rates}>
      In {said.price.currency} at the rates of {formatDate(said.rates_of)} ({said.source})
    </p>
  );
}

export function Offers({ offers }: { offers: ProductDetail["offers"] }) {
  const now = useNow();
  if (offers.length === 0) {
    return (
      <EmptyState small icon="shop" title="Nobody offers it">
        No listing that bolo knows is this product.
      </EmptyState>
    );
  }
  return (
    <Card>
      <ul aria-label="Offers">
        {offers.map((offer) => (
          <OfferRow key={offer.id} offer={offer} now={now} />
        ))}
      </ul>
      <RatesNote offers={offers} />
    </Card>
  );
}
