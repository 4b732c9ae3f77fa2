/** What it came to, in five figures. */
import type { BacktestGroup, BacktestSummary } from "@/api/backtests";
import { signOf } from "@/lib/decimal";
import { formatCount, formatMoney, formatShare } from "@/lib/money";
import { formatDate } from "@/lib/time";
import { Card } from "@/ui/page/page";

import css from "./backtests.module.css";

function spanOf({ start, end }: BacktestSummary): string {
  if (!start || !end) return "nothing was observed";
  const [first, last] = [formatDate(start), formatDate(end)];
  return first === last ? first : `${first} to ${last}`;
}

/** What became of the money. Before anything is sold that is no gain or loss, but stock. */
function Headline({ summary }: { summary: BacktestSummary }) {
  const { capital, equity, gain, growth, bought, sold } = summary;
  if (sold === 0) {
    return (
      <>
        <h2>
          {bought === 0 ? "Nothing was bought" : `${formatCount(bought)} bought, none sold yet`}
        </h2>
        {bought > 0 && (
          <p className={css.quiet}>
            The days that were observed are too few for a sale. Of {formatMoney(capital)} stand{" "}
            {formatMoney(equity)} in the books: what is held counts as its cost, or as less where
            asks have fallen.
          </p>
        )}
      </>
    );
  }
  return (
    <h2>
      {formatMoney(capital)} became {formatMoney(equity)}{" "}
      <span className={css.gain} data-sign={signOf(gain.amount)}>
        {formatShare(growth, { sign: true })}
      </span>
    </h2>
  );
}

export function Figures({ summary, total }: { summary: BacktestSummary; total: BacktestGroup }) {
  const span = spanOf(summary);
  return (
    <Card className={css.figures}>
      <Headline summary={summary} />
      <p className={css.quiet}>
        {formatCount(summary.observations)} observations of {formatCount(summary.products)}{" "}
        products, {span}
      </p>
      <dl>
        <div>
          <dt>Made on what was sold</dt>
          <dd className={css.gain} data-sign={signOf(total.profit.amount)}>
            {summary.sold > 0 ? formatMoney(total.profit, { sign: true }) : "–"}
          </dd>
          <dd className={css.quiet}>
            {summary.sold > 0
              ? `planned ${formatMoney(total.planned, { sign: true })}`
              : "nothing was sold in these days"}
          </dd>
        </div>
        <div>
          <dt>Bought</dt>
          <dd>{formatCount(summary.bought)}</dd>
          <dd className={css.quiet}>{formatCount(summary.open)} still held</dd>
        </div>
        <div>
          <dt>Sold</dt>
          <dd>{formatCount(summary.sold)}</dd>
          <dd className={css.quiet}>{formatCount(summary.won)} at a profit</dd>
        </div>
        <div>
          <dt>Days held</dt>
          <dd>{total.days ?? "–"}</dd>
          <dd className={css.quiet}>on average</dd>
        </div>
        <div>
          <dt>Worst drawdown</dt>
          <dd>{formatShare(summary.max_drawdown)}</dd>
          <dd className={css.quiet}>below its highest</dd>
        </div>
      </dl>
    </Card>
  );
}
