/** Which line of a picture has which colour: bound to the listing, not to its rank by price. */

export const MOST_COLOURED = 7;

const tone = (index: number) => `var(--series-${Math.min(index, MOST_COLOURED) + 1})`;

/** A colour for each of those lines that begin switched on, by when its listing was first seen.
 *
 * Ids ascend by time, so a line keeps its colour however prices rank; a newcomer takes what is
 * free. Beyond so many nobody tells colours apart: the rest shares the last.
 */
export function tones(keys: readonly string[]): (key: string) => string {
  const order = keys.toSorted();
  const near = keys.slice(0, MOST_COLOURED).toSorted();
  const taken = new Map<number, string>();
  for (const key of near) {
    let place = order.indexOf(key) % MOST_COLOURED;
    while (taken.has(place)) place = (place + 1) % MOST_COLOURED;
    taken.set(place, key);
  }
  const places = new Map([...taken].map(([place, key]) => [key, place]));
  return (key) => tone((places.get(key) ?? MOST_COLOURED) + 1);
}
