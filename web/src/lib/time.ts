/** Times as people say them. "Now" is handed in, so that tests can choose it. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const steps: [number, string][] = [
  [365 * day, "y"],
  [30 * day, "mo"],
  [day, "d"],
  [hour, "h"],
  [minute, "m"],
];

/** "3h", "12m", "now": short enough for a column. */
export function formatAge(at: string, now: number): string {
  const gone = Math.max(0, now - Date.parse(at));
  for (const [length, name] of steps) {
    if (gone >= length) return `${Math.floor(gone / length)}${name}`;
  }
  return "now";
}

/** "in 4 min", "2 h ago", for sentences; a figure and its unit are not parted. */
export function formatDistance(at: string, now: number): string {
  const gap = Date.parse(at) - now;
  const size = Math.abs(gap);
  if (size < 45_000) return gap > 0 ? "in a moment" : "just now";
  const [amount, unit] =
    size < hour
      ? [Math.round(size / minute), "min"]
      : size < day
        ? [Math.round(size / hour), "h"]
        : [Math.round(size / day), "d"];
  return gap > 0 ? `in ${amount}\u00a0${unit}` : `${amount}\u00a0${unit} ago`;
}

/** The same for something that has happened, whatever the clock of the server says. */
export const formatSince = (at: string, now: number): string =>
  Date.parse(at) >= now ? "just now" : formatDistance(at, now);

/** The same for something still to come: what is overdue happens soon. */
export const formatWait = (at: string, now: number): string =>
  Date.parse(at) <= now ? "soon" : formatDistance(at, now);

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const shortDate = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

export const formatMoment = (at: string): string => moment.format(new Date(at));
export const formatDate = (at: string): string => date.format(new Date(at));
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const seconds = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

/** A mark below a chart that spans so many milliseconds: a day, or the time where days repeat. */
export const formatMark = (at: number, span: number): string =>
  (span < 10 * minute ? seconds : span < 4 * day ? clock : shortDate).format(new Date(at));

/** 600 as "10 min". */
export function formatInterval(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}
