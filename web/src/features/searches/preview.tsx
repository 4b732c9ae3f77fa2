/** What the search would have caught among what was recorded. */
import { useQuery } from "@tanstack/react-query";

import { searches } from "@/api/searches";
import { useShopName } from "@/api/shops";
import { formatCount, formatMoney } from "@/lib/money";
import { marketplaceName } from "@/lib/names";
import { SkeletonRows } from "@/ui/page/state";
import { Badge } from "@/ui/signs/badge";
import { Thumb } from "@/ui/signs/thumb";

import css from "./searches.module.css";
import { WaitsFor } from "./waits-for";

export function Preview({ rule }: { rule: string }) {
  const preview = useQuery(searches.preview(rule));
  const shopName = useShopName();
  if (rule === "") {
    return <p className={css.quiet}>Say what to look for, and see at once what it catches.</p>;
  }
  if (preview.isPending) return <SkeletonRows rows={3} height={40} />;
  if (preview.error) return <p className={css.mistake}>{preview.error.message}</p>;
  const { caught, unvalued, looked_at, by_marketplace, listings, waits_for } = preview.data;
  return (
    <div className={css.preview} role="status">
      <p>
        <b>{formatCount(caught)}</b> of the {formatCount(looked_at)} newest recorded listings{" "}
        {by_marketplace.map(({ marketplace, count }) => (
          <Badge key={marketplace} tone="accent">
            {marketplaceName(marketplace)} {formatCount(count)}
          </Badge>
        ))}
      </p>
      <WaitsFor marketplaces={waits_for} />
      {unvalued > 0 && (
        <p className={css.quiet}>
          {formatCount(unvalued)} more say all but the margin: it is known once they are valued.
        </p>
      )}
      {caught === 0 && unvalued === 0 && (
        <p className={css.quiet}>
          None of them. Save it all the same: you are told when one comes.
        </p>
      )}
      <ul className={css.cards}>
        {listings.map((listing) => (
          <li key={listing.id} className={css.card}>
            <Thumb src={listing.image} />
            <div>
              <a href={listing.url} target="_blank" rel="noreferrer" title={listing.title}>
                {listing.title}
              </a>
              <span>
                {listing.price ? formatMoney(listing.price) : "No price"} · {shopName(listing.shop)}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
