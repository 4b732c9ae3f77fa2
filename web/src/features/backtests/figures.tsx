/** What it came to, in five figures. */
import type { BacktestGroup, BacktestSummary } from "@/api/backtests";
import { signOf } from "@/lib/decimal";
import { formatCount, formatMoney, formatShare } from "@/lib/money";
import { formatDate } from "@/lib/time";
import { Card } from "@/ui/page/page";

import css from "./backtests.module.css";

export function Figures({ summary, total }: { summary: BacktestSummary; total: BacktestGroup }) {
  const { capital, equity, gain, growth, start, end } = summary;
  const span = start && end ? `${formatDate(start)} to ${formatDate(end)}` : "nothing was observed";
  return (
    <Card className={css.figures}>
      <h2>
        {formatMoney(capital)} became {formatMoney(equity)}{" "}
        <span className={css.gain} data-sign={signOf(gain.amount)}>
          {formatShare(growth, { sign: true })}
        </span>
      </h2>
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
