/** Takes the focus along to a new page when what had it went with the old one. */
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/** Without it the next Tab begins at the top again, before the whole navigation. */
export function useArrival(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
        const isLost = document.activeElement === document.body;
        if (!fromLocation || !pathChanged || !isLost) return;
        document.getElementById("content")?.focus({ preventScroll: true });
      }),
    [router],
  );
}
