/** How many of a hundred are still unsold as the days go by: a curve small enough for a row. */
import type { Worth } from "@/api/products";
import { approximately } from "@/lib/decimal";
import { formatCount, formatMany, formatShare } from "@/lib/money";
import { scalesOf } from "@/lib/plot";
import { Band, Line } from "@/ui/figures/chart";

import css from "./worth.module.css";

const size = { width: 150, height: 48, edge: { top: 4, right: 2, bottom: 4, left: 2 } };

export function Survival({ worth: { survival, days_p50 } }: { worth: Worth }) {
  const last = survival.at(-1);
  if (survival.length < 2 || !last) return null;
  const spots = survival.map(({ day, unsold }) => ({ at: day, value: approximately(unsold) }));
  const scales = scalesOf(size, { from: spots[0]?.at ?? 0, to: last.day, values: [] }, [0, 1]);
  const words = `Still unsold after ${formatMany(last.day, "day")}: ${formatShare(last.unsold, { digits: 0 })}`;
  return (
    <figure className={css.survival}>
      <svg width={size.width} height={size.height} role="img" aria-label={words}>
        <Band
          scales={scales}
          reaches={spots.map(({ at, value }) => ({ at, low: 0, high: value }))}
        />
        <Line scales={scales} spots={spots} />
        {days_p50 !== null && days_p50 <= last.day && (
          <line
            className={css.half}
            x1={scales.x(days_p50)}
            x2={scales.x(days_p50)}
            y1={scales.y(1)}
            y2={scales.y(0)}
          />
        )}
      </svg>
      <figcaption>{`still unsold, ${formatCount(last.day)}\u00a0d`}</figcaption>
    </figure>
  );
}
