/** What was asked over a time: lowest, on average, highest. A price counts for as long as it stood. */
import type { Spot } from "@/lib/plot";

import { inView, type Trace } from "./picture";

export type Extremes = { now: number | null; low: number; mean: number; high: number };

/** Null where nobody asked anything in that time. */
export function extremesOf(spots: readonly Spot[], from: number, to: number): Extremes | null {
  let [low, high, sum, lasted] = [Infinity, -Infinity, 0, 0];
  const shown = inView(spots, from);
  for (const [index, { at, value }] of shown.entries()) {
    if (value === null || at > to) continue;
    const until = Math.min(shown[index + 1]?.at ?? to, to);
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value * (until - at);
    lasted += until - at;
  }
  if (low > high) return null;
  return { now: shown.at(-1)?.value ?? null, low, mean: lasted > 0 ? sum / lasted : low, high };
}

/** At each change the least that any of them asks, and none while nobody does. */
export function cheapestOf(traces: readonly Trace[]): Spot[] {
  const standing = new Map<string, number>();
  const changes = traces
    .flatMap(({ key, spots }) => spots.map((spot) => ({ key, ...spot })))
    .sort((one, other) => one.at - other.at);
  return changes.flatMap(({ key, at, value }, index) => {
    if (value === null) standing.delete(key);
    else standing.set(key, value);
    if (changes[index + 1]?.at === at) return [];
    return [{ at, value: standing.size > 0 ? Math.min(...standing.values()) : null }];
  });
}
