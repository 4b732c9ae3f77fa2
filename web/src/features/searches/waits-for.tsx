/** Says which marketplaces a search waits for. */
import type { Search } from "@/api/searches";

import css from "./searches.module.css";

export function WaitsFor({ marketplaces }: { marketplaces: Search["waits_for"] }) {
  if (marketplaces.length === 0) return null;
  const names = marketplaces.map(({ title }) => title).join(", ");
  return (
    <p className={css.waits}>
      {names} {marketplaces.length === 1 ? "is" : "are"} not connected yet. The search waits, and
      starts there by itself once {marketplaces.length === 1 ? "it is" : "they are"}.
    </p>
  );
}
