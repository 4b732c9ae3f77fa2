/** The pieces every chart is made of: a plot with a cross-hair, axes, lines, bands and dots.
 *
 * A plot is a slider to those who use the keyboard or listen: arrows move through `stops`, and
 * `says` tells each one in words. The drawing itself is hidden from readers.
 */
import type { ReactNode } from "react";

import { classes } from "@/lib/classes";
import {
  bandPath,
  linePath,
  scalesOf,
  type Edge,
  type Extent,
  type Reach,
  type Scales,
  type Shape,
  type Spot,
} from "@/lib/plot";
import { useWidth } from "@/lib/width";
import type { View } from "@/lib/zoom";

import { useHands, type Zooming } from "./chart-hands";
import css from "./chart.module.css";

const usualEdge: Edge = { top: 10, right: 8, bottom: 24, left: 52 };

type PlotProps = {
  label: string;
  height?: number;
  edge?: Edge;
  extent: Extent;
  /** Marks of the upward axis, where round numbers around the values will not do. */
  marks?: number[];
  /** Where the cross-hair may stand, ascending, in the units of the extent. */
  stops: readonly number[];
  pick?: "nearest" | "before";
  says: (stop: number) => string;
  tip?: (stop: number) => ReactNode;
  /** Half of the widest tip, so that it stays inside. */
  tipReach?: number;
  /** Told where the cross-hair stands, for values that are written elsewhere. */
  onMove?: (stop: number | null) => void;
  /** Where a part of the time may be chosen: by drawing over it, by the wheel and by keys. */
  zooming?: Zooming;
  children: (scales: Scales, chosen: number | null) => ReactNode;
};

export function Plot({
  label,
  height = 190,
  edge = usualEdge,
  extent,
  marks,
  stops,
  pick,
  says,
  tip,
  tipReach = 76,
  onMove,
  zooming,
  children,
}: PlotProps) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const geometry = { extent, stops, pick, onMove, zooming, width, edge };
  const { chosen, shown, drawn, hands } = useHands(frame, geometry);
  const scales = scalesOf({ width, height, edge }, extent, marks);
  const at = scales.x(Math.max(extent.from, stops[shown] ?? extent.from));

  return (
    <div
      ref={frame}
      className={css.frame}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, stops.length)}
      aria-valuenow={shown + 1}
      aria-valuetext={stops.length === 0 ? "Nothing to show" : says(shown)}
      {...hands}
    >
      <svg width="100%" height={height} aria-hidden="true">
        {width > 0 && children(scales, chosen)}
        {drawn && <Drawn scales={scales} {...drawn} />}
        {chosen !== null && width > 0 && <CrossHair scales={scales} x={at} />}
      </svg>
      {chosen !== null && tip && (
        <div
          className={css.tip}
          style={{ left: Math.min(width - tipReach, Math.max(tipReach, at)) }}
        >
          {tip(chosen)}
        </div>
      )}
    </div>
  );
}

function Drawn({ scales: { edge, height, x }, from, to }: { scales: Scales } & View) {
  return (
    <rect
      className={css.drawn}
      x={x(from)}
      y={edge.top}
      width={x(to) - x(from)}
      height={height - edge.top - edge.bottom}
    />
  );
}

function CrossHair({ scales: { edge, height }, x }: { scales: Scales; x: number }) {
  return <line className={css.cross} x1={x} x2={x} y1={edge.top} y2={height - edge.bottom} />;
}

/** Lines across, with what each stands for at the left. */
export function UpAxis({ scales, write }: { scales: Scales; write: (mark: number) => string }) {
  const { edge, marks, width, y } = scales;
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
            {write(mark)}
          </text>
        </g>
      ))}
    </>
  );
}

type AcrossProps = { scales: Scales; places: readonly number[]; write: (place: number) => string };

/** Words below; the outer ones lean inwards, so that nothing is cut off. */
export function AcrossAxis({ scales, places, write }: AcrossProps) {
  const last = places.length - 1;
  return (
    <>
      {places.map((place, index) => (
        <text
          key={place}
          className={css.axis}
          x={scales.x(place)}
          y={scales.height - 6}
          textAnchor={index === 0 ? "start" : index === last ? "end" : "middle"}
        >
          {write(place)}
        </text>
      ))}
    </>
  );
}

type Look = { scales: Scales; shape?: Shape; tone?: string; className?: string };

/** `tone` is a colour: `var(--series-2)`, `var(--good)`. */
export function Line({
  scales,
  spots,
  shape = "straight",
  tone,
  dashed = false,
  className,
}: Look & { spots: readonly Spot[]; dashed?: boolean }) {
  return (
    <path
      className={classes(css.line, dashed && css.dashed, className)}
      style={tone ? { stroke: tone } : undefined}
      d={linePath(spots, scales, shape)}
    />
  );
}

export function Band({
  scales,
  reaches,
  shape = "straight",
  tone,
  className,
}: Look & { reaches: readonly Reach[] }) {
  return (
    <path
      className={classes(css.band, className)}
      style={tone ? { fill: tone } : undefined}
      d={bandPath(reaches, scales, shape)}
    />
  );
}

export function Dots({ scales, spots, tone, radius = 3.5 }: Look & DotsProps) {
  return (
    <>
      {spots.map(({ at, value }, index) =>
        value === null ? null : (
          <circle
            // Two sales may fall into one moment.
            key={`${at}/${index}`}
            className={css.dot}
            style={tone ? { fill: tone } : undefined}
            cx={scales.x(at)}
            cy={scales.y(value)}
            r={radius}
          />
        ),
      )}
    </>
  );
}

type DotsProps = { spots: readonly Spot[]; radius?: number };
