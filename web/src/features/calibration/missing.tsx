/** What stands where there is too little to conclude from: how much there is, and what adds to it. */
import type { ReactNode } from "react";

import css from "./calibration.module.css";
import { ENOUGH } from "./proof";

type MissingProps = { count: number; of: string; children: ReactNode };

export function Missing({ count, of, children }: MissingProps) {
  return (
    <div className={css.missing}>
      <p>
        <b>
          Insufficient data: {count} of {ENOUGH} {of}.
        </b>{" "}
        {children}
      </p>
      <div className={css.meter} aria-hidden="true">
        <i style={{ width: `${Math.min(1, count / ENOUGH) * 100}%` }} />
      </div>
    </div>
  );
}
