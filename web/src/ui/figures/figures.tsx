/** Figures that are looked at first, side by side: what each is, its value, and what is below it. */
import type { ReactNode } from "react";

import css from "./figures.module.css";

export type Figure = { label: string; value: string; sub?: ReactNode };

export function FigureRow({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className={css.figures}>
      {figures.map(({ label, value, sub }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {sub && <dd className={css.below}>{sub}</dd>}
        </div>
      ))}
    </dl>
  );
}
