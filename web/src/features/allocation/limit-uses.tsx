/** How far each limit is used, the fullest first, and what more of it would earn. */
import type { LimitUse } from "@/api/allocation";
import { useShopName } from "@/api/shops";
import { compare, signOf } from "@/lib/decimal";
import { formatMoney } from "@/lib/money";
import { Meter } from "@/ui/figures/meter";
import { Card } from "@/ui/page/page";

import css from "./allocation.module.css";
import { fill } from "./spending";
import { limitName } from "./why";

const kinds: Record<string, string> = { category: "category", seller: "seller" };

const MOST_SHOWN = 6;

/** Those that anything stands on, those that bind first; the emptiest are left out. */
export const telling = (uses: readonly LimitUse[]): LimitUse[] =>
  uses
    .filter(({ used, worth }) => signOf(used.amount) > 0 || signOf(worth) > 0)
    .sort((a, b) => compare(b.worth, a.worth) || fill(b) - fill(a))
    .slice(0, MOST_SHOWN);

function Worth({ use }: { use: LimitUse }) {
  const cents = { amount: use.worth, currency: use.most.currency };
  const one = { amount: "1", currency: use.most.currency };
  if (signOf(use.worth) <= 0) return null;
  return (
    <p className={css.note}>
      It binds: {formatMoney(one, { whole: true })} more earns about {formatMoney(cents)} a month.
    </p>
  );
}

export function LimitUses({ uses }: { uses: readonly LimitUse[] }) {
  const shopName = useShopName();
  return (
    <Card>
      <ul className={css.uses} aria-label="Limits">
        {telling(uses).map((use) => (
          <li key={use.kind + use.name}>
            <div className={css.use}>
              <span>
                {limitName(use, shopName)}{" "}
                {kinds[use.kind] && <small className={css.note}>{kinds[use.kind]}</small>}
              </span>
              <span>
                {formatMoney(use.used)}{" "}
                <small className={css.note}>of {formatMoney(use.most)}</small>
              </span>
            </div>
            <Meter part={fill(use)} tone={signOf(use.worth) > 0 ? "accent" : "plain"} />
            <Worth use={use} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
