/** How much a share of so many outcomes proves. Shares and pixels, never money. */
import { formatCount } from "@/lib/money";
import { kept } from "@/lib/units";

/** The 97.5th percentile of the normal distribution: both tails leave 95 % between them. */
const Z = 1.959964;

/** Where the true share lies, 95 times of 100 (Wilson, JASA 1927). */
export function wilson(share: number, count: number): readonly [number, number] {
  if (count === 0) return [0, 1];
  const spread = (Z * Z) / count;
  const half = Z * Math.sqrt((share * (1 - share)) / count + spread / (4 * count));
  const bound = (end: number) => Math.min(1, Math.max(0, end / (1 + spread)));
  return [bound(share + spread / 2 - half), bound(share + spread / 2 + half)];
}

export type Finding = "few" | "holds" | "less" | "more";

type Told = { promised: number; realised: number; count: number };

/** Whether what came differs from what was promised by more than chance; few say nothing. */
export function finding({ promised, realised, count }: Told, enough: number): Finding {
  if (count < enough) return "few";
  const [low, high] = wilson(realised, count);
  if (high < promised) return "less";
  return low > promised ? "more" : "holds";
}

/** Round numbers that enclose the values, below zero too. */
export function roundMarks(values: readonly number[]): number[] {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const rough = (high - low || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((nice) => nice * power).find((nice) => nice >= rough) ?? rough;
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

const spans: Record<number, string> = {
  1: "Within a day",
  7: "2 to 7 days on",
  30: "8 to 30 days on",
  90: "31 to 90 days on",
  365: "91 days on and more",
};

/** How far ahead was looked; a promise is counted by the first span that holds its age. */
export const spanName = (days: number): string =>
  kept(spans[days] ?? `Up to ${formatCount(days)} days on`);
