/** Ids the live feed has just spoken of, so that their rows can flash once. */
import { useSyncExternalStore } from "react";

const lasts = 4_000;
const fresh = new Map<string, number>();
const listeners = new Set<() => void>();

const tell = () => {
  for (const listener of listeners) listener();
};

export function markFresh(ids: readonly string[]): void {
  if (ids.length === 0) return;
  const until = Date.now() + lasts;
  for (const id of ids) fresh.set(id, until);
  tell();
  setTimeout(() => {
    const now = Date.now();
    for (const [id, end] of fresh) if (end <= now) fresh.delete(id);
    tell();
  }, lasts + 50);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useIsFresh = (id: string): boolean =>
  useSyncExternalStore(subscribe, () => fresh.has(id));
