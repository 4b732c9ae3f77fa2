/** One host: healthy or not, why, and when it is tried again. */
import type { Source } from "@/api/sources";
import { formatCount } from "@/lib/money";
import { formatDistance, formatWait } from "@/lib/time";
import { DemoBadge, HealthBadge } from "@/ui/badge";

import css from "./sources.module.css";

const trouble = new Set(["failing", "blocked"]);

export function SourceRow({ source, now }: { source: Source; now: number }) {
  const { health } = source;
  const next = health.next_try_at ? `next try ${formatWait(health.next_try_at, now)}` : null;
  const failed = health.failures > 1 ? `${health.failures} times in a row` : null;
  const note = [health.reason, failed, next].filter(Boolean).join(" · ");
  return (
    <li className={css.row}>
      <div className={css.badge}>
        <HealthBadge state={health.state} />
      </div>
      <div className={css.what}>
        <b>{source.host}</b> {source.demo && <DemoBadge />}
        <span>{note || (source.marketplace ?? "not asked yet")}</span>
      </div>
      <div className={css.fact}>
        {formatCount(source.listings)}
        <span>listings</span>
      </div>
      <div className={css.fact}>
        {formatCount(source.asked_last_hour)} asked
        <span>
          {source.budget_per_minute ? `≤ ${source.budget_per_minute} a minute` : "last hour"}
        </span>
      </div>
      <div className={css.fact}>
        {source.last_ok_at ? formatDistance(source.last_ok_at, now) : "Never"}
        <span>{trouble.has(health.state) ? "last good answer" : "last answer"}</span>
      </div>
    </li>
  );
}
