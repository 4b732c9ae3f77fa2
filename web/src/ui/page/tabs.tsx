/** Links to the parts of a page, side by side; the router says which one is shown. */
import type { ReactNode } from "react";

import css from "./tabs.module.css";

export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={css.tabs} aria-label={label}>
      {children}
    </nav>
  );
}

/** How many wait behind a tab. */
export function TabCount({ count }: { count: number | undefined }) {
  return count === undefined || count === 0 ? null : <span className={css.count}>{count}</span>;
}
