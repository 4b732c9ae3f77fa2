/** One host: healthy or not, why, and when it is tried again. */
import { useShopName } from "@/api/shops";
import type { Source } from "@/api/sources";
import { formatCount, formatMany } from "@/lib/money";
import { hostName, marketplaceName } from "@/lib/names";
import { formatSince, formatWait } from "@/lib/time";
import { DemoBadge, HealthBadge } from "@/ui/signs/badge";

import css from "./sources.module.css";

const trouble = new Set(["failing", "blocked"]);

export function SourceRow({ source, now }: { source: Source; now: number }) {
  const { health } = source;
  const shopName = useShopName();
  const about = [
    source.marketplace && marketplaceName(source.marketplace),
    shopName(source.host) !== source.host && source.host,
    source.budget_per_minute &&
      `at most ${formatMany(source.budget_per_minute, "question")} a minute`,
  ].filter(Boolean);
  const next = health.next_try_at ? `next try ${formatWait(health.next_try_at, now)}` : null;
  const failed = health.failures > 1 ? `${formatCount(health.failures)} times in a row` : null;
  const note = [health.reason, failed, next].filter(Boolean).join(" · ");
  return (
    <li className={css.row}>
      <div className={css.badge}>
        <HealthBadge state={health.state} />
      </div>
      <div className={css.what}>
        <b>{hostName(shopName(source.host))}</b> {source.demo && <DemoBadge />}
        <span>{note || about.join(" · ") || "not asked yet"}</span>
      </div>
      <div className={css.fact}>
        {formatCount(source.listings)}
        <span>listings</span>
      </div>
      <div className={css.fact}>
        {formatCount(source.asked_last_hour)} of {formatCount(source.questions)}
        <span>asked this hour</span>
      </div>
      <div className={css.fact}>
        {source.last_ok_at ? formatSince(source.last_ok_at, now) : "Never"}
        <span>{trouble.has(health.state) ? "last good answer" : "last answer"}</span>
      </div>
    </li>
  );
}
