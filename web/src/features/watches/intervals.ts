/** How often a watch may ask. */
export const INTERVALS: readonly [number, string][] = [
  [60, "1 min"],
  [300, "5 min"],
  [600, "10 min"],
  [1_800, "30 min"],
  [3_600, "1 h"],
  [21_600, "6 h"],
  [86_400, "1 day"],
];
