/** A figure and its unit stay on one line: "1.7 l" is one word to the eye. */

const UNITS =
  "%|[a-z]?m²?|in|ft|inch(?:es)?|[mcd]?l|k?g|mg|oz|lbs?|[kMGT]B|[MG]P|k?W|Wh|m?Ah|V|[kMG]?Hz|d|h|min|s|days?|hours?|minutes?|pcs";

const pair = new RegExp(`(?<=\\d) (?=(?:${UNITS})(?![\\p{L}\\p{N}]))`, "giu");

/** The same text with no break between a figure and what it counts. */
export const kept = (text: string): string => text.replace(pair, "\u00a0");
