/** The picture of a product cut to a part of its time: what stood before stands at its edge. */
import type { View } from "@/lib/zoom";

import { clip, type Picture, type Trace } from "./picture";

/** The shortest time that is shown, in milliseconds. */
export const LEAST = 60_000;

const held = <T extends { at: number }>(points: readonly T[], to: number): T[] => {
  const shown = points.filter(({ at }) => at <= to);
  const last = shown.at(-1);
  return last && last.at < to ? [...shown, { ...last, at: to }] : shown;
};

function cutTrace(whole: Trace, { from, to }: View): Trace {
  const trace = clip(whole, from);
  const dots = trace.look === "dot";
  return {
    ...trace,
    spots: dots ? trace.spots.filter(({ at }) => at <= to) : held(trace.spots, to),
    ...(trace.reaches ? { reaches: held(trace.reaches, to) } : {}),
  };
}

export function cut(picture: Picture, view: View): Picture {
  const all = (traces: Trace[]) => traces.map((trace) => cutTrace(trace, view));
  return {
    ...view,
    bands: all(picture.bands),
    lines: all(picture.lines),
    asks: all(picture.asks),
    sales: all(picture.sales),
    verdicts: picture.verdicts
      .map((one) => ({
        ...one,
        from: Math.max(one.from, view.from),
        to: Math.min(one.to, view.to),
      }))
      .filter(({ from, to }) => to > from),
  };
}
