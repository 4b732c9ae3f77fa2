/** Holds a list as it is while somebody reads it: what is new at its head waits to be asked for.
 *
 * Somebody reads who has the pointer or the focus in it, or has scrolled past its head. What
 * changes in its place, goes, or is added at the end is let through.
 */
import { useCallback, useState } from "react";

type Signs = { pointer: boolean; focus: boolean; past: boolean };
type Known = { id: string };

/** The new ones that stand before the last known one; what stands after it was scrolled to. */
export function newAtHead<Item extends Known>(
  items: readonly Item[],
  known: ReadonlySet<string>,
): Item[] {
  const last = items.findLastIndex(({ id }) => known.has(id));
  return items.slice(0, Math.max(last, 0)).filter(({ id }) => !known.has(id));
}

function watchFor(list: HTMLElement, tell: (signs: Partial<Signs>) => void): () => void {
  const over = ({ pointerType }: PointerEvent) => {
    if (pointerType === "mouse") tell({ pointer: true });
  };
  const away = () => {
    tell({ pointer: false });
  };
  const came = () => {
    tell({ focus: true });
  };
  const left = ({ relatedTarget }: FocusEvent) => {
    tell({ focus: relatedTarget instanceof Node && list.contains(relatedTarget) });
  };
  const scrolled = () => {
    const scroller = list.closest("main");
    if (scroller) {
      const above = scroller.getBoundingClientRect().top - list.getBoundingClientRect().top;
      tell({ past: above > 24 });
    }
  };
  list.addEventListener("pointerenter", over);
  list.addEventListener("pointerleave", away);
  list.addEventListener("focusin", came);
  list.addEventListener("focusout", left);
  document.addEventListener("scroll", scrolled, { capture: true, passive: true });
  return () => {
    list.removeEventListener("pointerenter", over);
    list.removeEventListener("pointerleave", away);
    list.removeEventListener("focusin", came);
    list.removeEventListener("focusout", left);
    document.removeEventListener("scroll", scrolled, { capture: true });
  };
}

const nobody: Signs = { pointer: false, focus: false, past: false };

export function useHeld<Item extends Known>(items: readonly Item[]) {
  const [signs, setSigns] = useState(nobody);
  const [known, setKnown] = useState<ReadonlySet<string>>(() => new Set(items.map(({ id }) => id)));
  const [list, setList] = useState<HTMLElement | null>(null);

  const fresh = newAtHead(items, known);
  const reading = signs.pointer || signs.focus || signs.past;
  const held = new Set(reading ? fresh.map(({ id }) => id) : []);
  const shown = held.size === 0 ? items : items.filter(({ id }) => !held.has(id));
  // What was seen once stays known, so that what comes back (by an undo, say) is not held.
  if (shown.some(({ id }) => !known.has(id))) {
    setKnown(new Set([...known, ...shown.map(({ id }) => id)]));
  }

  const at = useCallback((element: HTMLElement | null) => {
    setList(element);
    if (!element) return undefined;
    const stop = watchFor(element, (told) => {
      setSigns((before) => {
        const after = { ...before, ...told };
        const same = (["pointer", "focus", "past"] as const).every(
          (it) => before[it] === after[it],
        );
        return same ? before : after;
      });
    });
    return () => {
      stop();
      setList(null);
      setSigns(nobody);
    };
  }, []);
  return {
    /** Where the list stands: the element that holds it and the button to what is new. */
    at,
    shown,
    waiting: held.size,
    show: () => {
      setKnown(new Set([...known, ...items.map(({ id }) => id)]));
      list?.closest("main")?.scrollTo({ top: 0 });
    },
  };
}
