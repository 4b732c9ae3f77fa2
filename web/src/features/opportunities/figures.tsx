/** The numbers one looks at first. */
import type { OpportunityDetail } from "@/api/opportunities";
import { classes } from "@/lib/classes";
import { formatMoney, formatShare, formatSureness, isLoss, type Money } from "@/lib/money";

import css from "./detail.module.css";

const orNone = (money: Money | null) => (money ? formatMoney(money) : "–");

export function Figures({ detail }: { detail: OpportunityDetail }) {
  const figures = [
    ["Profit", formatMoney(detail.profit, { sign: true })],
    ["Margin", formatShare(detail.margin)],
    ["ROI", formatShare(detail.roi)],
    ["Sure it is the same", formatSureness(detail.probability)],
    ["At risk", formatMoney(detail.risk)],
    ["Pay at most", orNone(detail.max_cost)],
    ["Break-even sale", orNone(detail.break_even)],
    ["Ties up", formatMoney(detail.cost)],
  ] as const;
  return (
    <dl className={css.figures}>
      {figures.map(([label, value], index) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className={classes(index === 0 && css[isLoss(detail.profit) ? "loss" : "gain"])}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
