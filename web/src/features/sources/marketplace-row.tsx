/** One marketplace: what bolo can do there, how it may, how often. */
import type { MarketplaceFacts } from "@/api/sources";
import { formatCount } from "@/lib/money";
import { accessName, powerName } from "@/lib/names";
import { Badge } from "@/ui/signs/badge";

import css from "./sources.module.css";

const isLink = (text: string) => /^https?:\/\//.test(text);

export function MarketplaceRow({ marketplace: it }: { marketplace: MarketplaceFacts }) {
  return (
    <li className={css.market}>
      <div>
        <b>{it.title}</b>
        <p>{accessName(it.access)}</p>
      </div>
      <div>
        <div className={css.powers}>
          {it.powers.map((power) => (
            <Badge key={power}>{powerName(power)}</Badge>
          ))}
        </div>
        <p>{it.policy_note}</p>
      </div>
      <div className={css.budget}>
        {formatCount(it.per_minute)} a minute, bursts of {formatCount(it.burst)}
        <br />
        {it.credentials.length > 0 ? `needs ${it.credentials.join(", ")}` : "no keys needed"}
        <br />
        {isLink(it.policy_source) ? (
          <a href={it.policy_source} target="_blank" rel="noreferrer">
            Policy<span className="visually-hidden"> of {it.title}</span>
          </a>
        ) : (
          it.policy_source
        )}
      </div>
    </li>
  );
}
