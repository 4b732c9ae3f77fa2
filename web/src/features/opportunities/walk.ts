/** Walks the list by keys, from deal to deal: what is live may move a deal, its place means nothing.
 *
 * Only a step takes the focus. A row that comes back, or moves, leaves it to who is typing.
 */
import { useEffect, useRef, useState, type RefObject } from "react";

import type { usePages } from "./paging";

type Pages = Pick<ReturnType<typeof usePages>, "total" | "at">;

/** A deal, and where it was when it was chosen. */
type Chosen = { id: string | null; at: number };

/** Where a deal is now; where it was, if it is out of what is known. */
function placeOf({ id, at }: Chosen, { total, at: known }: Pages): number {
  if (id === null) return at;
  for (let away = 0; away < (total ?? 0); away += 1) {
    if (known(at - away)?.id === id) return at - away;
    if (known(at + away)?.id === id) return at + away;
    if (!known(at - away) && !known(at + away)) break;
  }
  return Math.min(at, (total ?? 1) - 1);
}

export function useWalk(scroller: RefObject<HTMLDivElement | null>, pages: Pages) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const due = useRef<number | null>(null);

  // The row of a step is drawn a moment later, once the list is scrolled to it.
  useEffect(() => {
    const id = due.current === null ? undefined : pages.at(due.current)?.id;
    if (id === undefined) return;
    const link = scroller.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    if (!link) return;
    due.current = null;
    link.focus({ preventScroll: true });
  });

  // Who comes to a row by Tab or a press walks on from there.
  useEffect(() => {
    const list = scroller.current;
    const come = ({ target }: FocusEvent) => {
      due.current = null;
      const link = target instanceof HTMLElement ? target : null;
      const [id, row] = [link?.dataset.id, link?.closest<HTMLElement>("[data-at]")];
      if (id === undefined || !row || id === chosen?.id) return;
      setChosen({ id, at: Number(row.dataset.at) });
    };
    list?.addEventListener("focusin", come);
    return () => list?.removeEventListener("focusin", come);
  });

  return {
    /** Where a step leads; `null` where there is nothing to walk. */
    step(by: number): number | null {
      if (pages.total === null || pages.total === 0) return null;
      const from = chosen === null ? (by > 0 ? -1 : 0) : placeOf(chosen, pages);
      const to = Math.min(Math.max(0, from + by), pages.total - 1);
      due.current = to;
      setChosen({ id: pages.at(to)?.id ?? null, at: to });
      return to;
    },
    chosen: (): string | null =>
      chosen === null ? null : (chosen.id ?? pages.at(chosen.at)?.id ?? null),
  };
}
