/** Keeps the rows where somebody reads them while deals come, go and change their places.
 *
 * The list is scrolled by as much as its rows moved. Only at its very top, with neither the
 * pointer nor the focus in it, do new deals push the others down: there one waits for them.
 */
import { useLayoutEffect, useRef, useState, type RefObject } from "react";

import type { usePages } from "./paging";

type Pages = Pick<ReturnType<typeof usePages>, "at" | "places" | "head">;
type Places = ReadonlyMap<string, number>;

/** The most rows by which the held one may move otherwise than the rest: it alone changed rank. */
const astray = 10;

/** By how many rows what is read moved: the held row, unless it went a way of its own. */
export function shiftOf(before: Places, now: Places, held: string | null): number {
  const moved = (id: string, at: number) => {
    const place = now.get(id);
    return place === undefined ? [] : [place - at];
  };
  const shifts = [...before].flatMap(([id, at]) => moved(id, at)).sort((one, two) => one - two);
  const middle = shifts[Math.floor(shifts.length / 2)] ?? 0;
  const was = held === null ? undefined : before.get(held);
  const own = held === null || was === undefined ? undefined : moved(held, was)[0];
  return own !== undefined && Math.abs(own - middle) <= astray ? own : middle;
}

/** The new deals above a row: what stands there and was never on screen nor below it. */
export function newAbove(head: readonly string[], seen: ReadonlySet<string>, first: number) {
  return head.slice(0, first).filter((id) => !seen.has(id));
}

const first = (places: Places): number => Math.min(...places.values());

const idIn = (row: Element | null | undefined): string | null =>
  row?.querySelector<HTMLElement>("[data-id]")?.dataset.id ?? null;

/** The row under the pointer or, without one, with the focus. */
function heldIn(list: HTMLElement): string | null {
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  return idIn(list.querySelector("[data-at]:hover")) ?? idIn(focused?.closest("[data-at]"));
}

/** The rows that can be seen now. */
function onScreen(list: HTMLElement, height: number, pages: Pages): Places {
  const first = Math.round(list.scrollTop / height);
  const last = Math.ceil((list.scrollTop + list.clientHeight) / height);
  const places = new Map<string, number>();
  for (let at = first; at < last; at += 1) {
    const id = pages.at(at)?.id;
    if (id !== undefined) places.set(id, at);
  }
  return places;
}

/** Scrolls by as much as the rows moved that were on screen. */
function follow(list: HTMLElement, height: number, before: Places, pages: Pages) {
  if ([...before].every(([id, at]) => pages.at(at)?.id === id)) return;
  const held = heldIn(list);
  if (list.scrollTop === 0 && held === null) return;
  list.scrollBy({ top: shiftOf(before, pages.places(), held) * height, behavior: "instant" });
}

export function useKeptRows(
  scroller: RefObject<HTMLElement | null>,
  { pages, height }: { pages: Pages; height: number },
) {
  const shown = useRef<Places>(new Map());
  const seen = useRef(new Set<string>());
  const [above, setAbove] = useState(0);

  useLayoutEffect(() => {
    const list = scroller.current;
    if (!list) return;
    follow(list, height, shown.current, pages);
    const now = onScreen(list, height, pages);
    // Rows that are still asked for say nothing: what was on screen before is what counts then.
    if (now.size === 0) return;
    shown.current = now;
    const fresh = seen.current.size === 0 ? [] : newAbove(pages.head, seen.current, first(now));
    for (const id of pages.head) if (!fresh.includes(id)) seen.current.add(id);
    setAbove(fresh.length);
  }, [scroller, height, pages]);

  return {
    above,
    toTop: () => {
      scroller.current?.scrollTo({ top: 0 });
    },
  };
}
