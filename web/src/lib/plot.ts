/** Where values fall in a drawing, and the paths through them. Pixels, never money. */
import { ticks } from "./steps";

export type Edge = { top: number; right: number; bottom: number; left: number };

/** What a drawing shows: from where to where across, and the values it has to hold upwards. */
export type Extent = { from: number; to: number; values: readonly number[] };

export type Scales = {
  width: number;
  height: number;
  edge: Edge;
  /** Round numbers for the upward axis; the first and last are its ends. */
  marks: number[];
  x: (at: number) => number;
  y: (value: number) => number;
};

export type Spot = { at: number; value: number | null };
export type Reach = { at: number; low: number; high: number };
/** Whether a value holds until the next one, or changes steadily towards it. */
export type Shape = "steps" | "straight";

type Size = { width: number; height: number; edge: Edge };

export function scalesOf({ width, height, edge }: Size, extent: Extent, marks?: number[]): Scales {
  const { from, to, values } = extent;
  const round =
    marks ?? (values.length > 0 ? ticks(Math.min(...values), Math.max(...values)) : [0, 1]);
  const low = round[0] ?? 0;
  const high = round.at(-1) ?? 1;
  const floor = height - edge.bottom;
  return {
    width,
    height,
    edge,
    marks: round,
    x: (at) => edge.left + ((at - from) / (to - from || 1)) * (width - edge.left - edge.right),
    y: (value) => floor - ((value - low) / (high - low || 1)) * (floor - edge.top),
  };
}

type Placing = Pick<Scales, "x" | "y">;

const spot = (x: number, y: number) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** A line through the known values; the pen is lifted where there is none. */
export function linePath(spots: readonly Spot[], { x, y }: Placing, shape: Shape): string {
  let drawing = false;
  const parts: string[] = [];
  for (const { at, value } of spots) {
    if (value === null) {
      if (drawing && shape === "steps") parts.push(`H${x(at).toFixed(1)}`);
    } else if (!drawing) {
      parts.push(`M${spot(x(at), y(value))}`);
    } else if (shape === "steps") {
      parts.push(`H${x(at).toFixed(1)}V${y(value).toFixed(1)}`);
    } else {
      parts.push(`L${spot(x(at), y(value))}`);
    }
    drawing = value !== null;
  }
  return parts.join("");
}

/** The closed outline between the lows and the highs. */
export function bandPath(reaches: readonly Reach[], { x, y }: Placing, shape: Shape): string {
  const [first] = reaches;
  if (!first) return "";
  const upper = reaches.map(({ at, high }) => ({ at, value: high }));
  const lower = reaches.map(({ at, low }) => ({ at, value: low })).reverse();
  const back = lower.map(({ at, value }, index) => {
    const before = lower[index - 1];
    const turn = shape === "steps" && before ? `L${spot(x(before.at), y(value))}` : "";
    return `${turn}L${spot(x(at), y(value))}`;
  });
  return `${linePath(upper, { x, y }, shape)}${back.join("")}Z`;
}

/** So many places from one end to the other, both ends included. */
export const evenly = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));

/** The place in `stops` (ascending) whose x is nearest, or the last one at or before it. */
export function stopAt(
  stops: readonly number[],
  wanted: number,
  pick: "nearest" | "before",
): number {
  const before = Math.max(
    0,
    stops.findLastIndex((stop) => stop <= wanted),
  );
  const [here, next] = [stops[before], stops[before + 1]];
  if (pick === "before" || here === undefined || next === undefined) return before;
  return next - wanted < wanted - here ? before + 1 : before;
}
