/** Links to the parts of a page, side by side; the router says which one is shown. */
import type { ReactNode } from "react";

import { formatCount } from "@/lib/money";

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
  if (count === undefined || count === 0) return null;
  return <span className={css.count}>{formatCount(count)}</span>;
}
