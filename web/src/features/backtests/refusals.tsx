/** Why the rest was not bought, and when protections set in. */
import { useState } from "react";

import type { BacktestReport } from "@/api/backtests";
import { formatCount } from "@/lib/money";
import { sentence } from "@/lib/sentence";
import { formatMoment } from "@/lib/time";
import { Button } from "@/ui/actions/button";
import { Card } from "@/ui/page/page";

import css from "./backtests.module.css";

const FEW = 8;

export function Refusals({ refusals }: { refusals: BacktestReport["refusals"] }) {
  const [all, setAll] = useState(false);
  if (refusals.length === 0) {
    return (
      <Card className={css.card}>
        <p className={css.quiet}>Nothing else came near to what these rules want.</p>
      </Card>
    );
  }
  const most = Math.max(...refusals.map(({ count }) => count));
  const shown = all ? refusals : refusals.slice(0, FEW);
  return (
    <Card className={css.card}>
      <ul className={css.refusals}>
        {shown.map(({ rule, code, text, count }) => (
          <li key={`${rule} ${code}`}>
            <span>
              {sentence(text)} <em>{rule}</em>
            </span>
            <b>{formatCount(count)}</b>
            <i style={{ width: `${(count / most) * 100}%` }} aria-hidden="true" />
          </li>
        ))}
      </ul>
      {refusals.length > FEW && (
        <Button
          small
          look="ghost"
          onClick={() => {
            setAll(!all);
          }}
        >
          {all ? "Fewer" : `All ${refusals.length}`}
        </Button>
      )}
    </Card>
  );
}

export function Stops({ stops }: { stops: BacktestReport["stops"] }) {
  return (
    <Card className={css.card}>
      <ul className={css.notes}>
        {stops.slice(0, 50).map(({ at, until, code, text }) => (
          <li key={`${at} ${code} ${text}`}>
            {formatMoment(at)}: {text}
            {until ? `, until ${formatMoment(until)}` : ", for good"}
          </li>
        ))}
      </ul>
      {stops.length > 50 && <p className={css.quiet}>and {formatCount(stops.length - 50)} more</p>}
    </Card>
  );
}
