/** Equity as a line over what the capital was, and below it how far it fell from its highest. */
import type { BacktestPoint } from "@/api/backtests";
import { approximately } from "@/lib/decimal";
import { formatAxis, formatMoney, formatShare, type Money } from "@/lib/money";
import { evenly } from "@/lib/plot";
import { formatDate, formatMark } from "@/lib/time";
import { AcrossAxis, Band, Line, Plot, UpAxis } from "@/ui/figures/chart";
import { Legend, TipRows } from "@/ui/figures/chart-parts";
import { Card } from "@/ui/page/page";

import css from "./backtests.module.css";

const edge = { top: 10, right: 12, bottom: 24, left: 66 };
const tones = { equity: "var(--series-1)", cash: "var(--series-3)", fall: "var(--bad)" };
const shortest = 2;

type EquityProps = { points: readonly BacktestPoint[]; capital: Money };

const timesOf = (points: readonly BacktestPoint[]) => points.map(({ at }) => Date.parse(at));

function Upper({ points, capital }: EquityProps) {
  const times = timesOf(points);
  const [from, to] = [times[0] ?? 0, times.at(-1) ?? 1];
  const line = (name: "equity" | "cash") =>
    points.map((point, index) => ({ at: times[index] ?? 0, value: approximately(point[name]) }));
  const [equity, cash] = [line("equity"), line("cash")];
  const start = approximately(capital.amount);
  const values = [start, ...[...equity, ...cash].map(({ value }) => value)];
  const money = (amount: string | number, whole = false) =>
    formatMoney({ amount: String(amount), currency: capital.currency }, { whole });
  const rows = ({ equity: all, cash: free, held }: BacktestPoint) => [
    { key: "equity", label: "Equity", value: money(all), tone: tones.equity },
    { key: "cash", label: "Money free", value: money(free), tone: tones.cash },
    { key: "held", label: "Held", value: money(held) },
  ];
  return (
    <Plot
      label="Equity by day, arrow keys move through the days"
      height={240}
      edge={edge}
      extent={{ from, to, values }}
      stops={times}
      says={(stop) => {
        const point = points[stop];
        return point ? `${formatDate(point.at)}: equity ${money(point.equity)}` : "";
      }}
      tip={(stop) => {
        const point = points[stop];
        return point && <TipRows title={formatDate(point.at)} rows={rows(point)} />;
      }}
    >
      {(scales) => (
        <>
          <UpAxis scales={scales} write={(mark) => formatAxis(mark, capital.currency)} />
          <AcrossAxis
            scales={scales}
            places={evenly(from, to, 4)}
            write={(place) => formatMark(place, to - from)}
          />
          <Line
            scales={scales}
            dashed
            tone="var(--ink-3)"
            spots={[from, to].map((at) => ({ at, value: start }))}
          />
          <Line scales={scales} spots={cash} shape="steps" tone={tones.cash} />
          <Line scales={scales} spots={equity} tone={tones.equity} />
        </>
      )}
    </Plot>
  );
}

function Lower({ points }: { points: readonly BacktestPoint[] }) {
  const times = timesOf(points);
  const [from, to] = [times[0] ?? 0, times.at(-1) ?? 1];
  const fallen = points.map(({ drawdown }, index) => ({
    at: times[index] ?? 0,
    low: -approximately(drawdown),
    high: 0,
  }));
  const says = (stop: number) => {
    const point = points[stop];
    return point ? `${formatDate(point.at)}: ${formatShare(point.drawdown)} below` : "";
  };
  return (
    <Plot
      label="Drawdown by day, arrow keys move through the days"
      height={120}
      edge={edge}
      extent={{ from, to, values: [0, -0.01, ...fallen.map(({ low }) => low)] }}
      stops={times}
      says={says}
      tip={(stop) => <span>{says(stop)}</span>}
    >
      {(scales) => (
        <>
          <UpAxis
            scales={scales}
            write={(mark) => formatShare(String(mark), { digits: 2, least: 0 })}
          />
          <Band scales={scales} reaches={fallen} tone={tones.fall} className={css.fall} />
          <Line
            scales={scales}
            spots={fallen.map(({ at, low }) => ({ at, value: low }))}
            tone={tones.fall}
          />
        </>
      )}
    </Plot>
  );
}

export function Equity({ points, capital }: EquityProps) {
  if (points.length < shortest) {
    return (
      <Card className={css.card}>
        <p className={css.quiet}>
          A curve needs more than a day: it has a point for each day that was observed.
        </p>
      </Card>
    );
  }
  return (
    <Card className={css.card}>
      <Upper points={points} capital={capital} />
      <Lower points={points} />
      <Legend
        entries={[
          { key: "equity", label: "Equity", tone: tones.equity },
          { key: "cash", label: "Money that is free", tone: tones.cash },
          { key: "capital", label: "What it began with", tone: "var(--ink-3)", look: "dashed" },
          { key: "fall", label: "Below its highest", tone: tones.fall, look: "band" },
        ]}
      />
    </Card>
  );
}
