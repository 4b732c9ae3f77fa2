/** How much hangs on each figure: the change of profit as a bar around nothing. */
import type { BacktestGroup, BacktestTried } from "@/api/backtests";
import { approximately, signOf } from "@/lib/decimal";
import { formatCount, formatMoney, formatShare, isLoss } from "@/lib/money";
import { sentence } from "@/lib/sentence";
import { Table } from "@/ui/figures/table";
import { Card } from "@/ui/page/page";

import css from "./backtests.module.css";

const columns = [
  "With another",
  "of",
  "Bought",
  "Profit",
  "Change",
  { name: "Drawn", className: css.wide },
  "Worst drawdown",
];

type SensitivityProps = { tried: readonly BacktestTried[]; total: BacktestGroup };

export function Sensitivity({ tried, total }: SensitivityProps) {
  const most = Math.max(...tried.map(({ change }) => Math.abs(approximately(change.amount))), 0.01);
  if (tried.length === 0) {
    return (
      <Card className={css.card}>
        <p className={css.quiet}>Nothing was tried.</p>
      </Card>
    );
  }
  if (total.sold === 0 && tried.every(({ change }) => signOf(change.amount) === 0)) {
    return (
      <Card className={css.card}>
        <p className={css.quiet}>
          Nothing was sold, whichever of {formatCount(tried.length)} figures was changed: there is
          no profit yet that they could change.
        </p>
      </Card>
    );
  }
  return (
    <Card className={css.tables}>
      <Table
        caption={`Profit with one figure changed, against ${formatMoney(total.profit)}`}
        columns={columns}
      >
        {tried.map(({ label, value, bought, profit, change, max_drawdown }) => (
          <tr key={`${label} ${value}`}>
            <th scope="row">{label}</th>
            <td data-label="of">{sentence(value)}</td>
            <td data-label="Bought">{formatCount(bought)}</td>
            <td data-label="Profit">{formatMoney(profit, { sign: true })}</td>
            <td data-label="Change" className={css.gain} data-sign={signOf(change.amount)}>
              {formatMoney(change, { sign: true })}
            </td>
            <td className={css.wide}>
              <span className={css.swing} data-loss={isLoss(change)} aria-hidden="true">
                <i style={{ width: `${(Math.abs(approximately(change.amount)) / most) * 50}%` }} />
              </span>
            </td>
            <td data-label="Worst drawdown">{formatShare(max_drawdown)}</td>
          </tr>
        ))}
      </Table>
    </Card>
  );
}
