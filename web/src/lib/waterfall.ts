/** Where the bars of a waterfall begin and end, as parts of the width. Pixels, not money. */

type Step = { label: string; kind: "total" | "change"; value: number };
export type Bar = { label: string; kind: Step["kind"]; from: number; to: number; value: number };
export type Waterfall = { bars: Bar[]; zero: number };

/** A total stands on zero; a change hangs where the one before it ended. */
export function waterfall(steps: readonly Step[]): Waterfall {
  let level = 0;
  const spans = steps.map((step) => {
    const from = step.kind === "total" ? 0 : level;
    level = step.kind === "total" ? step.value : level + step.value;
    return { ...step, from, to: level };
  });
  const edges = spans.flatMap(({ from, to }) => [from, to]);
  const low = Math.min(0, ...edges);
  const high = Math.max(0, ...edges);
  const place = (value: number) => (high === low ? 0 : (value - low) / (high - low));
  return {
    bars: spans.map((span) => ({ ...span, from: place(span.from), to: place(span.to) })),
    zero: place(0),
  };
}
