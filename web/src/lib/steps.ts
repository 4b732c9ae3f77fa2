/** A price over time as steps: it holds until it changes, and is absent while out of stock. */

export type Moment = { at: number; price: number | null };
export type Stretch = { from: number; to: number; price: number };

/** Stretches of a known price; two that touch are one line, a hole between them is a gap. */
export function stretches(moments: readonly Moment[], until: number): Stretch[] {
  return moments.flatMap(({ at, price }, index) => {
    const to = Math.max(at, moments[index + 1]?.at ?? until);
    return price === null ? [] : [{ from: at, to, price }];
  });
}

/** The part of the stretches from `since` on. */
export const clipped = (all: readonly Stretch[], since: number): Stretch[] =>
  all
    .filter(({ to }) => to > since)
    .map((stretch) => ({ ...stretch, from: Math.max(stretch.from, since) }));

/** An SVG path of steps; the pen is lifted over gaps. */
export function stepPath(
  all: readonly Stretch[],
  x: (at: number) => number,
  y: (price: number) => number,
): string {
  let end: number | null = null;
  const parts: string[] = [];
  for (const { from, to, price } of all) {
    const height = y(price).toFixed(1);
    parts.push(
      end === from ? `V${height}` : `M${x(from).toFixed(1)} ${height}`,
      `H${x(to).toFixed(1)}`,
    );
    end = to;
  }
  return parts.join("");
}

/** Three to seven round numbers that enclose the values, on no side of zero where none is. */
export function ticks(low: number, high: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = [1, 2, 2.5, 5, 10].map((nice) => nice * power);
  const step = steps.find((nice) => nice >= rough) ?? rough;
  const first = Math.floor((low - span * 0.05) / step);
  const last = Math.ceil((high + span * 0.05) / step);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  ).filter((tick) => (low < 0 || tick >= 0) && (low >= 0 || high > 0 || tick <= 0));
}
