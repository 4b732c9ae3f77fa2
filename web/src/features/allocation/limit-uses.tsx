/** How far each limit is used, and what it keeps out of the plan. */
import type { LimitUse } from "@/api/allocation";
import { useShopName } from "@/api/shops";
import { compare, signOf } from "@/lib/decimal";
import { formatMoney } from "@/lib/money";
import { Meter } from "@/ui/figures/meter";
import { Card } from "@/ui/page/page";

import css from "./allocation.module.css";
import { fill } from "./spending";
import { keptOutWords, limitName } from "./why";

const kinds: Record<string, string> = { category: "category", seller: "seller" };

const MOST_SHOWN = 6;

/** Those that anything stands on or that keep something out, the dearest first, then the fullest. */
export const telling = (uses: readonly LimitUse[]): LimitUse[] =>
  uses
    .filter(({ used, kept_out }) => signOf(used.amount) > 0 || kept_out > 0)
    .sort((a, b) => compare(b.worth, a.worth) || fill(b) - fill(a))
    .slice(0, MOST_SHOWN);

function KeptOut({ use }: { use: LimitUse }) {
  const words = keptOutWords(use);
  return words && <p className={css.note}>{words}</p>;
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
            <Meter part={fill(use)} tone={use.kept_out > 0 ? "accent" : "plain"} />
            <KeptOut use={use} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
