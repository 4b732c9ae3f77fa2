/** Whether a media query holds, live. */
import { useCallback, useSyncExternalStore } from "react";

function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => {
        list.removeEventListener("change", changed);
      };
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** Below this width rows are cards and panels are sheets. */
export const useNarrow = (): boolean => useMedia("(max-width: 760px)");
