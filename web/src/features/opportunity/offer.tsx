/** What to offer the seller, where to stop, and a message to copy that tells only the offer. */
import type { OpportunityDetail } from "@/api/opportunities";
import { formatMoney } from "@/lib/money";
import { sentence } from "@/lib/sentence";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";

import detailCss from "./detail.module.css";
import css from "./offer.module.css";

const messageOf = (title: string, offer: string): string =>
  `Hello! I would like to buy “${title}”. Would you take ${offer} for it?`;

export function Offer({ detail }: { detail: OpportunityDetail }) {
  const { offer, listing } = detail;
  if (!offer) return null;
  const message = messageOf(listing.title, formatMoney(offer.offer));
  return (
    <section className={detailCss.section}>
      <h3>What to offer</h3>
      <div className={css.box}>
        <dl>
          <div>
            <dt>Offer</dt>
            <dd>{formatMoney(offer.offer)}</dd>
          </div>
          <div>
            <dt>Walk away above</dt>
            <dd>{formatMoney(offer.walk_away)}</dd>
          </div>
          <div>
            <dt>It asks</dt>
            <dd>{listing.price ? formatMoney(listing.price) : "–"}</dd>
          </div>
        </dl>
        <p>{sentence(offer.text)}</p>
        <div className={css.message}>
          <q>{message}</q>
          <Button
            small
            icon="copy"
            onClick={() => {
              void navigator.clipboard.writeText(message).then(() => {
                say("Copied.");
              });
            }}
          >
            Copy message
          </Button>
        </div>
      </div>
    </section>
  );
}
