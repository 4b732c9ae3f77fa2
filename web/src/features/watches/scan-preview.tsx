/** What an address holds right now; nothing of it is kept. */
import type { Scan } from "@/api/sources";
import { formatCount, formatMoney } from "@/lib/money";
import { Badge } from "@/ui/badge";
import { Thumb } from "@/ui/thumb";

import css from "./watches.module.css";

const most = 9;

export function ScanPreview({ scan }: { scan: Scan }) {
  const { offers, kind, marketplace } = scan;
  const rest = offers.length - most;
  return (
    <div className={css.preview} role="status">
      <p>
        <Badge tone="accent">{marketplace}</Badge> A {kind} with {formatCount(offers.length)}{" "}
        {offers.length === 1 ? "offer" : "offers"}
        {rest > 0 && `, the first ${most} of them`}:
      </p>
      <ul className={css.offers}>
        {offers.slice(0, most).map((offer, index) => (
          <li key={`${offer.url}${index}`} className={css.offer}>
            <Thumb src={offer.image} />
            <div>
              <b title={offer.title}>{offer.title}</b>
              <span>
                {offer.price ? formatMoney(offer.price) : "No price"}
                {offer.availability === "out_of_stock" && " · out of stock"}
                {offer.variant && ` · ${offer.variant}`}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
