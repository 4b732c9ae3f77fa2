/** What was said of this before, the newest first: the verdict, its profit, the most to pay. */
import type { Judgement } from "@/api/judgements";
import { formatMoney } from "@/lib/money";
import { formatMoment } from "@/lib/time";
import { VerdictBadge } from "@/ui/badge";

import css from "./detail.module.css";

export function VerdictHistory({ kept }: { kept: readonly Judgement[] }) {
  if (kept.length < 2) return null;
  return (
    <section className={css.section}>
      <div className={css.sectionHead}>
        <h3>Verdicts over time</h3>
        <span className={css.note}>the last {kept.length}</span>
      </div>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">Since</th>
            <th scope="col">Verdict</th>
            <th scope="col" className={css.number}>
              Profit
            </th>
            <th scope="col" className={css.number}>
              Pay at most
            </th>
          </tr>
        </thead>
        <tbody>
          {kept.map(({ number, decided_at, verdict, profit, max_cost }) => (
            <tr key={number}>
              <td>{formatMoment(decided_at)}</td>
              <td>
                <VerdictBadge verdict={verdict} />
              </td>
              <td className={css.number}>{formatMoney(profit, { sign: true })}</td>
              <td className={css.number}>{max_cost ? formatMoney(max_cost) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
