/** The profit that was held out when a thing was bought, against the one that was made. */
import type { ProfitPoint, ProfitPoints } from "@/api/calibration";
import { approximately, compare } from "@/lib/decimal";
import { formatCount, formatMoney, formatShare } from "@/lib/money";
import { AcrossAxis, Dots, Line, Plot, UpAxis } from "@/ui/figures/chart";
import { Legend, TipRows } from "@/ui/figures/chart-parts";
import { Card, Section } from "@/ui/page/page";

import css from "./calibration.module.css";
import { Missing } from "./missing";
import { roundMarks } from "./proof";

const edge = { top: 10, right: 12, bottom: 24, left: 58 };
const tone = "var(--series-1)";

function Scatter({ points, currency }: { points: readonly ProfitPoint[]; currency: string }) {
  const sorted = points.toSorted((a, b) => compare(a.promised, b.promised));
  const spots = sorted.map(({ promised, realised }) => ({
    at: approximately(promised),
    value: approximately(realised),
  }));
  const across = roundMarks(spots.map(({ at }) => at));
  const up = roundMarks(spots.map(({ value }) => value));
  const [from, to] = [across[0] ?? 0, across.at(-1) ?? 1];
  const [low, high] = [up[0] ?? 0, up.at(-1) ?? 1];
  const [begin, end] = [Math.max(from, low), Math.min(to, high)];
  const money = (amount: number | string, whole = false) =>
    formatMoney({ amount: String(amount), currency }, { whole, sign: !whole });
  const mark = (amount: number) => money(amount, to - from >= 4);
  return (
    <Plot
      label="Promised and made, arrow keys move through the sales"
      height={260}
      edge={edge}
      extent={{ from, to, values: spots.map(({ value }) => value) }}
      marks={up}
      stops={spots.map(({ at }) => at)}
      says={(stop) => {
        const point = sorted[stop];
        return point ? `Promised ${money(point.promised)}, made ${money(point.realised)}` : "";
      }}
      tip={(stop) => {
        const point = sorted[stop];
        return (
          point && (
            <TipRows
              title="One sale"
              rows={[
                { key: "promised", label: "Promised", value: money(point.promised) },
                { key: "made", label: "Made", value: money(point.realised), tone, look: "dot" },
              ]}
            />
          )
        );
      }}
    >
      {(scales, chosen) => (
        <>
          <UpAxis scales={scales} write={mark} />
          <AcrossAxis scales={scales} places={across} write={mark} />
          {begin < end && (
            <Line
              scales={scales}
              spots={[begin, end].map((at) => ({ at, value: at }))}
              dashed
              tone="var(--ink-3)"
            />
          )}
          <Dots scales={scales} spots={spots} tone={tone} />
          {chosen !== null && (
            <Dots scales={scales} spots={spots.slice(chosen, chosen + 1)} tone={tone} radius={6} />
          )}
        </>
      )}
    </Plot>
  );
}

/** What is not among the sales that are drawn, and what is but was in another currency. */
function countedOf(all: ProfitPoints): string[] {
  const { points, count, converted, no_cost, no_fees, no_rate } = all;
  const left = [
    [no_cost, "without what the thing had cost"],
    [no_fees, "without what the venue took (say 0 where that was nothing)"],
    [no_rate, "in another currency, of a day whose exchange rates are not kept"],
  ] as const;
  const drawn =
    count > points.length ? [`The newest ${formatCount(points.length)} are drawn.`] : [];
  const parts = left
    .filter(([count]) => count > 0)
    .map(([count, why]) => `${formatCount(count)} ${why}`);
  const told = parts.length > 0 ? [`Left out: ${parts.join("; ")}.`] : [];
  if (converted > 0) {
    told.push(`Converted by the exchange rates of the day of the sale: ${formatCount(converted)}.`);
  }
  return [...drawn, ...told];
}

type ProfitsProps = { told: ProfitPoints; currency: string; enough: number };

export function Profits({ told, currency, enough }: ProfitsProps) {
  const { points, count, bias } = told;
  const counted = countedOf(told);
  const note =
    bias !== null && count >= enough
      ? `${formatShare(bias, { sign: true })} against what was promised, over ${formatCount(count)} sales`
      : undefined;
  return (
    <Section title="Profit" note={note}>
      <Card className={css.card}>
        {count < enough && (
          <Missing count={count} enough={enough} of="sales of your own">
            A sale counts when it is known what the thing had cost, what the venue took and what
            profit was held out.
          </Missing>
        )}
        {count > 0 && (
          <div>
            <Scatter points={points} currency={currency} />
            <Legend
              entries={[
                { key: "made", label: "Profit made, by what was promised", tone, look: "dot" },
                { key: "as", label: "Exactly as promised", tone: "var(--ink-3)", look: "dashed" },
              ]}
            />
          </div>
        )}
        {counted.length > 0 && <p className={css.counted}>{counted.join(" ")}</p>}
      </Card>
    </Section>
  );
}
