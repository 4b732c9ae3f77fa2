/** The drawn price history: steps, gaps while out of stock, a cross-hair by pointer or arrows. */
import type { PricePoint } from "@/api/listings";
import { approximately } from "@/lib/decimal";
import { useNarrow } from "@/lib/media";
import { formatMoney } from "@/lib/money";
import { evenly, type Scales } from "@/lib/plot";
import { clipped, stretches, stepPath, type Stretch } from "@/lib/steps";
import { formatMark, formatMoment } from "@/lib/time";
import { AcrossAxis, Dots, Plot, UpAxis } from "@/ui/figures/chart";

import css from "./chart.module.css";

const isGap = ({ price, availability }: PricePoint) =>
  price === null || availability === "out_of_stock";

export const pointWords = (point: PricePoint): string =>
  point.price === null
    ? "No price"
    : `${formatMoney(point.price)}${isGap(point) ? ", out of stock" : ""}`;

const valueText = (point: PricePoint | undefined) =>
  point ? `${formatMoment(point.at)}: ${pointWords(point)}` : "No history";

function Steps({ shown, scales }: { shown: Stretch[]; scales: Scales }) {
  const { x, y, height, edge } = scales;
  const bottom = height - edge.bottom;
  return (
    <>
      {shown.map(({ from, to, price }) => (
        <rect
          key={from}
          className={css.area}
          x={x(from)}
          width={Math.max(0, x(to) - x(from))}
          y={y(price)}
          height={Math.max(0, bottom - y(price))}
        />
      ))}
      <path className={css.line} d={stepPath(shown, x, y)} />
    </>
  );
}

type ChartProps = { points: PricePoint[]; since: number; until: number };

export function PriceChart({ points, since, until }: ChartProps) {
  const narrow = useNarrow();
  const moments = points.map((point) => ({
    at: Date.parse(point.at),
    price: isGap(point) || !point.price ? null : approximately(point.price.amount),
  }));
  const shown = clipped(stretches(moments, until), since);
  const currency = points.find(({ price }) => price)?.price?.currency ?? "EUR";
  const money = (mark: number, whole: boolean) =>
    formatMoney({ amount: String(mark), currency }, { whole });
  const tip = (stop: number) => {
    const point = points[stop];
    return (
      point && (
        <>
          <strong>{pointWords(point)}</strong>
          <span>{formatMoment(point.at)}</span>
        </>
      )
    );
  };

  return (
    <Plot
      label="Price history, arrow keys move through the changes"
      extent={{ from: since, to: until, values: shown.map(({ price }) => price) }}
      stops={moments.map(({ at }) => at)}
      pick="before"
      says={(stop) => valueText(points[stop])}
      tip={tip}
    >
      {(scales, chosen) => (
        <>
          <UpAxis
            scales={scales}
            write={(mark) => money(mark, (scales.marks.at(-1) ?? 0) - (scales.marks[0] ?? 0) >= 3)}
          />
          <AcrossAxis
            scales={scales}
            places={evenly(since, until, narrow ? 3 : 5)}
            write={(day) => formatMark(day, until - since)}
          />
          <Steps shown={shown} scales={scales} />
          {chosen !== null && (
            <Dots
              scales={scales}
              spots={moments
                .slice(chosen, chosen + 1)
                .map(({ at, price }) => ({ at: Math.max(since, at), value: price }))}
              radius={4.5}
            />
          )}
        </>
      )}
    </Plot>
  );
}
