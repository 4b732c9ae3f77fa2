/** Both sides of the deal: where it is bought, where it sells. */
import type { ListingBrief, OpportunityDetail } from "@/api/opportunities";
import { useShopName } from "@/api/shops";
import { formatCount, formatMoney, formatShare } from "@/lib/money";
import { marketplaceName } from "@/lib/names";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { kept } from "@/lib/units";
import { OutLink } from "@/ui/actions/button";
import { Icon } from "@/ui/signs/icon";
import { Thumb } from "@/ui/signs/thumb";

import css from "./detail.module.css";

const stock: Record<string, string> = {
  in_stock: "In stock",
  out_of_stock: "Out of stock",
  preorder: "Pre-order",
};

const stockWord = (listing: ListingBrief) =>
  listing.gone_at ? "Gone" : (stock[listing.availability ?? ""] ?? "Not stated");

type Facts = readonly (readonly [string, string | null])[];

function FactList({ facts }: { facts: Facts }) {
  return (
    <dl className={css.facts}>
      {facts
        .filter((fact): fact is readonly [string, string] => Boolean(fact[1]))
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{kept(value)}</dd>
          </div>
        ))}
    </dl>
  );
}

function BuySide({ listing }: { listing: ListingBrief }) {
  const now = useNow();
  const shopName = useShopName();
  const facts: Facts = [
    ["Stock", stockWord(listing)],
    ["Condition", listing.condition],
    ["GTIN", listing.gtin],
    ["MPN", listing.mpn],
    ["Seen", formatSince(listing.seen_at, now)],
  ];
  return (
    <article className={css.side} aria-label="Buy here">
      <header>
        <span>Buy here</span>
        <span>{marketplaceName(listing.marketplace)}</span>
      </header>
      <p className={css.price}>
        {listing.price ? formatMoney(listing.price) : "No price"}{" "}
        {listing.was_price && <s>{formatMoney(listing.was_price)}</s>}
      </p>
      <p className={css.what}>
        <Thumb src={listing.image} />
        {kept(listing.title)}
      </p>
      <FactList facts={facts} />
      <OutLink small href={listing.url}>
        {shopName(listing.shop)}
      </OutLink>
    </article>
  );
}

function countedOn({ brings, middle, quantile, share }: OpportunityDetail["evidence"]): string {
  if (brings) return "what yours were sold for";
  const part = formatShare(middle ? (share ?? "1") : quantile, { digits: 0 });
  return middle ? `${part} of ${formatMoney(middle)}, the middle ask` : `the ${part} quantile`;
}

const seen = ({ asks, needed }: OpportunityDetail["evidence"]): string =>
  `${formatCount(asks)}, where ${formatCount(needed)} ${needed === 1 ? "is" : "are"} needed`;

function SellSide({ detail }: { detail: OpportunityDetail }) {
  const { evidence, exit_price, venue, expected_sale: expected } = detail;
  const shopName = useShopName();
  const other = detail.comparables[0]?.listing;
  const range =
    evidence.lowest && evidence.highest
      ? `${formatMoney(evidence.lowest)} – ${formatMoney(evidence.highest)}`
      : null;
  const facts: Facts = [
    ["Asks seen", seen(evidence)],
    ["Their range", range],
    ["We count on", countedOn(evidence)],
    [
      "Half sell within",
      expected && `${formatMoney(expected.low50)} – ${formatMoney(expected.high50)}`,
    ],
    ["Stock there", other ? stockWord(other) : null],
  ];
  return (
    <article className={css.side} aria-label="Sells there">
      <header>
        <span>Sells there</span>
        <span>{venue.title}</span>
      </header>
      <p className={css.price}>{formatMoney(exit_price)}</p>
      <p className={css.what}>
        <Thumb src={other?.image ?? detail.product.image} />
        {kept(other?.title ?? detail.product.title)}
      </p>
      <FactList facts={facts} />
      {other && (
        <OutLink small href={other.url}>
          {shopName(other.shop)}
        </OutLink>
      )}
    </article>
  );
}

export function Sides({ detail }: { detail: OpportunityDetail }) {
  return (
    <section className={css.section}>
      <h3>Both sides</h3>
      <div className={css.sides}>
        <BuySide listing={detail.listing} />
        <span className={css.between}>
          <Icon name="arrow" />
        </span>
        <SellSide detail={detail} />
      </div>
    </section>
  );
}
