/** What an address holds right now; nothing of it is kept. */
import type { Scan } from "@/api/sources";
import { formatCount, formatMoney } from "@/lib/money";
import { marketplaceName } from "@/lib/names";
import { Badge } from "@/ui/signs/badge";
import { Thumb } from "@/ui/signs/thumb";

import css from "./watches.module.css";

const most = 9;

/** How much was read, and whether that is all: a look reads the first page only. */
export function countWords({ offers, more }: Pick<Scan, "offers" | "more">): string {
  const count = formatCount(offers.length);
  if (offers.length === 0) {
    return more
      ? "No offer on this page itself; a watch follows its links."
      : "Nothing is on offer here.";
  }
  const noun = offers.length === 1 ? "offer" : "offers";
  return more
    ? `${count} ${noun} on the first page, and more behind it; a watch reads them all.`
    : `${count} ${noun}, and that is all.`;
}

export function ScanPreview({ scan }: { scan: Scan }) {
  const { offers, marketplace } = scan;
  const rest = offers.length - most;
  return (
    <div className={css.preview} role="status">
      <p>
        <Badge tone="accent">{marketplaceName(marketplace)}</Badge> {countWords(scan)}
        {rest > 0 && ` Here are ${most} of them:`}
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
