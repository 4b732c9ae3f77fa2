/** How far a run is. */
import type { BacktestBrief } from "@/api/backtests";
import { formatShare } from "@/lib/money";

import css from "./backtests.module.css";

export function Progress({ run: { state, progress } }: { run: BacktestBrief }) {
  const share = formatShare(progress, { digits: 0 });
  return (
    <div className={css.progress}>
      <p className={css.quiet}>
        {state === "waiting" ? "Waits for a worker" : `Walking what was observed: ${share}`}
      </p>
      <progress
        max={1}
        value={state === "waiting" ? undefined : Number(progress)}
        aria-label="Progress"
      />
    </div>
  );
}
