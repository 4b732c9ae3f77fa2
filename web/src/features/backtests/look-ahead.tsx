/** The look-ahead check in plain words, and what to keep in mind of a run. */
import type { BacktestLookAhead } from "@/api/backtests";
import { formatCount } from "@/lib/money";
import { counted } from "@/lib/sentence";
import { formatMoment } from "@/lib/time";
import { Card } from "@/ui/page/page";
import { Badge } from "@/ui/signs/badge";

import css from "./backtests.module.css";

const inTime = (cuts: BacktestLookAhead["cuts"]) =>
  cuts.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));

export function LookAhead({ checked }: { checked: BacktestLookAhead | null }) {
  if (checked === null) {
    return (
      <Card className={css.card}>
        <p className={css.quiet}>It was not asked.</p>
      </Card>
    );
  }
  const decided = checked.cuts.reduce((sum, { decisions }) => sum + decisions, 0);
  return (
    <Card className={css.card}>
      <p className={css.told}>
        <Badge tone={checked.blind ? (decided > 0 ? "good" : "neutral") : "bad"} dot>
          {checked.blind ? (decided > 0 ? "Blind to the future" : "Nothing to check") : "It peeked"}
        </Badge>
        <span>{counted(checked.text)}</span>
      </p>
      <p className={css.quiet}>
        Everything after a moment is made different: other prices, other stock, a tenth missing.
        Then all is walked again. If a decision before that moment changed, it knew what came after.
      </p>
      {checked.cuts.length > 0 && (
        <ul className={css.cuts}>
          {inTime(checked.cuts).map(({ at, decisions, changed }) => (
            <li key={at}>
              Before {formatMoment(at)}: {formatCount(changed)} of {formatCount(decisions)}{" "}
              decisions changed
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

export function Notes({ notes }: { notes: readonly string[] }) {
  return (
    <Card className={css.card}>
      <ul className={css.notes}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Card>
  );
}
