/** Which part of a time is shown: chosen by two ends, or nearer and farther around a moment. */

export type View = { from: number; to: number };

/** A part of the whole, never shorter than `least`; null where it is the whole. */
export function viewOf(whole: View, one: number, other: number, least: number): View | null {
  const wide = Math.max(Math.abs(other - one), least);
  if (wide >= whole.to - whole.from) return null;
  const middle = (one + other) / 2;
  const from = Math.min(Math.max(whole.from, middle - wide / 2), whole.to - wide);
  return { from, to: from + wide };
}

/** Nearer by a factor above one, farther by one below; the moment `at` stays where it is. */
export function zoomed(whole: View, view: View, at: number, factor: number, least: number) {
  const wide = Math.max((view.to - view.from) / factor, least);
  const share = (at - view.from) / (view.to - view.from || 1);
  const from = at - share * wide;
  return viewOf(whole, from, from + wide, least);
}

/** The view as it still can be while the whole grows or is asked for anew. */
export const within = (whole: View, view: View | null): View =>
  view === null || view.to <= whole.from || view.from >= whole.to ? whole : view;
