/** Keys that work anywhere on a page, except while someone is typing. */
import { useEffect, useRef } from "react";

export type Keys = Record<string, (event: KeyboardEvent) => void>;

const typing = "input, textarea, select, [contenteditable=true]";
/** Enter belongs to the button or link that has the focus. */
const onControl = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest("a, button, summary") !== null;

const sequenceWindow = 1_000;

/** Every table of keys that is mounted: the end of one's sequence is no key of another. */
const mounted = new Set<{ readonly current: Keys }>();

const isSequence = (keys: string) => [...mounted].some(({ current }) => keys in current);

/** Whether the page's keys should stay quiet: a chord, a field, an open window. */
function isElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return true;
  if (document.querySelector("dialog[open]")) return true;
  const inField = event.target instanceof Element && event.target.closest(typing) !== null;
  return inField && event.key !== "Escape";
}

/** Binds keys ("j", "Escape", "g o") while mounted. `Escape` works inside fields too. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    let prefix: { key: string; at: number } | null = null;
    const press = (event: KeyboardEvent) => {
      if (isElsewhere(event)) return;
      const led = prefix && event.timeStamp - prefix.at < sequenceWindow ? prefix.key : null;
      prefix = { key: event.key, at: event.timeStamp };
      const sequence = `${led ?? ""} ${event.key}`;
      const run = latest.current[isSequence(sequence) ? sequence : event.key];
      if (!run || (event.key === "Enter" && onControl(event.target))) return;
      run(event);
    };
    document.addEventListener("keydown", press);
    mounted.add(latest);
    return () => {
      mounted.delete(latest);
      document.removeEventListener("keydown", press);
    };
  }, []);
}
