/** What stands where there is too little to conclude from: how much there is, and what adds to it. */
import type { ReactNode } from "react";

import { formatCount } from "@/lib/money";
import { Meter } from "@/ui/figures/meter";

import css from "./calibration.module.css";

type MissingProps = { count: number; enough: number; of: string; children: ReactNode };

export function Missing({ count, enough, of, children }: MissingProps) {
  return (
    <div className={css.missing}>
      <p>
        <b>
          Insufficient data: {formatCount(count)} of {formatCount(enough)} {of}.
        </b>{" "}
        {children}
      </p>
      <div className={css.reached}>
        <Meter part={count / enough} tone="accent" />
      </div>
    </div>
  );
}
