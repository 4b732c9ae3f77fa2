/** How often a watch may ask: as often as bolo finds that it pays, or as a person says. */
import { formatInterval } from "@/lib/time";

export const LEARNED = "learned";

const named: readonly number[] = [60, 300, 600, 1_800, 3_600, 21_600, 86_400];

/** What can be chosen; `known` is among it even when nobody would name it. */
export const intervals = (known: number | null): number[] =>
  known === null || named.includes(known) ? [...named] : [known, ...named].sort((a, b) => a - b);

/** A choice as words; of a learned interval, what it is just now. */
export const intervalWords = (seconds: number | null): string =>
  seconds === null ? "Auto" : `Auto · ${formatInterval(seconds)}`;
