/** What was said of this before, the newest first: the verdict, its profit, the most to pay.
 *
 * What says the same as the one before it, from other evidence, is one row since the first of them.
 */
import type { Judgement } from "@/api/judgements";
import { formatMoney } from "@/lib/money";
import { formatMoment } from "@/lib/time";
import { Table } from "@/ui/figures/table";
import { VerdictBadge } from "@/ui/signs/badge";

import css from "./detail.module.css";

const saying = ({ verdict, profit, max_cost }: Judgement) =>
  [verdict, profit.amount, max_cost?.amount].join(" ");

const folded = (kept: readonly Judgement[]): Judgement[] =>
  kept.filter((one, index) => {
    const before = kept[index + 1];
    return !before || saying(one) !== saying(before);
  });

export function VerdictHistory({ kept }: { kept: readonly Judgement[] }) {
  const said = folded(kept);
  if (said.length < 2) return null;
  return (
    <section className={css.section}>
      <div className={css.sectionHead}>
        <h3>Verdicts over time</h3>
        <span className={css.note}>the last {said.length}</span>
      </div>
      <Table
        caption="Verdicts over time"
        columns={["Since", "Verdict", "Profit", "Pay at most"]}
        words={2}
        look="lines"
      >
        {said.map(({ number, decided_at, verdict, profit, max_cost }) => (
          <tr key={number}>
            <td>{formatMoment(decided_at)}</td>
            <td>
              <VerdictBadge verdict={verdict} />
            </td>
            <td>{formatMoney(profit, { sign: true })}</td>
            <td>{max_cost ? formatMoney(max_cost) : "–"}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
