/** A price that is not believed yet: what was seen, what is usual. */
import { Link } from "@tanstack/react-router";

import { useShopName } from "@/api/shops";
import type { Quarantined } from "@/api/sources";
import { formatCount, formatMoney } from "@/lib/money";
import { formatSince } from "@/lib/time";
import { kept } from "@/lib/units";
import { Thumb } from "@/ui/signs/thumb";

import css from "./sources.module.css";

export function SurpriseRow({ surprise, now }: { surprise: Quarantined; now: number }) {
  const shopName = useShopName();
  const { listing, kind, seen, usual, reason, since, reads } = surprise;
  return (
    <li className={css.surprise}>
      <Thumb src={listing.image} />
      <div>
        <a href={listing.url} target="_blank" rel="noreferrer">
          {kept(listing.title)}
        </a>
        <p>
          {reason} {kind === "tie" && <Link to="/reviews/prices">Which price?</Link>} ·{" "}
          {shopName(listing.shop)} · {formatSince(since, now)}, read{" "}
          {reads === 1 ? "once" : `${formatCount(reads)} times`}
        </p>
      </div>
      <div className={css.prices}>
        <s>{seen ? formatMoney(seen) : "No price"}</s>
        {usual && <span>usually {formatMoney(usual)}</span>}
      </div>
    </li>
  );
}
