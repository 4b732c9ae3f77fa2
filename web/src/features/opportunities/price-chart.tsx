/** The drawn price history: steps, gaps while out of stock, a cross-hair by pointer or arrows. */
import { useState, type KeyboardEvent, type PointerEvent } from "react";

import type { PricePoint } from "@/api/listings";
import { approximately } from "@/lib/decimal";
import { formatMoney } from "@/lib/money";
import { clipped, stepPath, stretches, ticks, type Stretch } from "@/lib/steps";
import { formatMark, formatMoment } from "@/lib/time";
import { useWidth } from "@/lib/width";

import css from "./chart.module.css";

const height = 190;
const edge = { top: 10, right: 8, bottom: 24, left: 52 };
const bottom = height - edge.bottom;

const isGap = ({ price, availability }: PricePoint) =>
  price === null || availability === "out_of_stock";

export const pointWords = (point: PricePoint): string =>
  point.price === null
    ? "No price"
    : `${formatMoney(point.price)}${isGap(point) ? ", out of stock" : ""}`;

const valueText = (point: PricePoint | undefined) =>
  point ? `${formatMoment(point.at)}: ${pointWords(point)}` : "No history";

type Scales = {
  width: number;
  marks: number[];
  x: (at: number) => number;
  y: (price: number) => number;
};

function scalesOf(shown: Stretch[], width: number, since: number, until: number): Scales {
  const prices = shown.map(({ price }) => price);
  const marks = prices.length > 0 ? ticks(Math.min(...prices), Math.max(...prices)) : [0, 1];
  const low = marks[0] ?? 0;
  const high = marks.at(-1) ?? 1;
  const inner = width - edge.left - edge.right;
  return {
    width,
    marks,
    x: (at) => edge.left + ((at - since) / (until - since)) * inner,
    y: (price) => bottom - ((price - low) / (high - low || 1)) * (bottom - edge.top),
  };
}

function Axes({ scales, days, currency }: { scales: Scales; days: number[]; currency: string }) {
  const { marks, width, x, y } = scales;
  const whole = (marks.at(-1) ?? 0) - (marks[0] ?? 0) >= 3;
  const span = (days.at(-1) ?? 0) - (days[0] ?? 0);
  const anchors = ["start", "middle", "middle", "middle", "end"] as const;
  return (
    <>
      {marks.map((mark) => (
        <g key={mark}>
          <line
            className={css.grid}
            x1={edge.left}
            x2={Math.max(edge.left, width - edge.right)}
            y1={y(mark)}
            y2={y(mark)}
          />
          <text className={css.axis} x={edge.left - 8} y={y(mark) + 4} textAnchor="end">
            {formatMoney({ amount: String(mark), currency }, { whole })}
          </text>
        </g>
      ))}
      {days.map((day, index) => (
        <text key={day} className={css.axis} x={x(day)} y={height - 6} textAnchor={anchors[index]}>
          {formatMark(day, span)}
        </text>
      ))}
    </>
  );
}

function Steps({ shown, scales }: { shown: Stretch[]; scales: Scales }) {
  const { x, y } = scales;
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

function CrossHair({ point, at, scales }: { point: PricePoint; at: number; scales: Scales }) {
  const x = scales.x(at);
  return (
    <>
      <line className={css.cross} x1={x} x2={x} y1={edge.top} y2={bottom} />
      {!isGap(point) && point.price && (
        <circle
          className={css.point}
          cx={x}
          cy={scales.y(approximately(point.price.amount))}
          r={4.5}
        />
      )}
    </>
  );
}

type ChartProps = { points: PricePoint[]; since: number; until: number };

export function PriceChart({ points, since, until }: ChartProps) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const [chosen, setChosen] = useState<number | null>(null);
  const moments = points.map((point) => ({
    at: Date.parse(point.at),
    price: isGap(point) || !point.price ? null : approximately(point.price.amount),
  }));
  const shown = clipped(stretches(moments, until), since);
  const scales = scalesOf(shown, width, since, until);
  const last = points.length - 1;
  const days = [0, 0.25, 0.5, 0.75, 1].map((part) => since + part * (until - since));
  const currency = points.find(({ price }) => price)?.price?.currency ?? "EUR";
  const point = chosen === null ? undefined : points[chosen];
  const at = point ? Math.max(since, Date.parse(point.at)) : since;

  const pick = (event: PointerEvent) => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setChosen(
      Math.max(
        0,
        moments.findLastIndex((moment) => scales.x(moment.at) <= left),
      ),
    );
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -last, End: last }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setChosen(Math.min(last, Math.max(0, (chosen ?? last) + by)));
  };
  const leave = () => {
    setChosen(null);
  };

  return (
    <div
      ref={frame}
      className={css.frame}
      role="slider"
      tabIndex={0}
      aria-label="Price history, arrow keys move through the changes"
      aria-valuemin={1}
      aria-valuemax={points.length}
      aria-valuenow={(chosen ?? last) + 1}
      aria-valuetext={valueText(points[chosen ?? last])}
      onPointerMove={pick}
      onPointerLeave={leave}
      onKeyDown={step}
      onBlur={leave}
    >
      <svg width="100%" height={height} aria-hidden="true">
        <Axes scales={scales} days={days} currency={currency} />
        {width > 0 && <Steps shown={shown} scales={scales} />}
        {point && <CrossHair point={point} at={at} scales={scales} />}
      </svg>
      {point && (
        <div className={css.tip} style={{ left: Math.min(width - 76, Math.max(76, scales.x(at))) }}>
          <strong>{pointWords(point)}</strong>
          <span>{formatMoment(point.at)}</span>
        </div>
      )}
    </div>
  );
}
