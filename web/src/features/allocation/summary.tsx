/** What the plan comes to: money in, money back, and the budget as a bar of its categories. */
import type { Allocation } from "@/api/allocation";
import { approximately } from "@/lib/decimal";
import { formatMoney, formatShare, type Money } from "@/lib/money";
import { Card } from "@/ui/page/page";
import { Badge } from "@/ui/signs/badge";

import css from "./allocation.module.css";
import { daily, leftOf, pieces } from "./spending";

function Proof({ plan }: { plan: Allocation }) {
  return plan.proven ? (
    <Badge tone="good" dot title="No other choice within these limits earns more">
      Proven best
    </Badge>
  ) : (
    <Badge tone="warn" dot title="The search ran out of time before it was proven">
      Best found
    </Badge>
  );
}

function Figures({ plan }: { plan: Allocation }) {
  const { money, share } = daily(plan);
  const figures = [
    ["Expected profit", formatMoney(plan.expected_profit, { sign: true }), "after all risks"],
    ["In 30\u00a0days", formatMoney(plan.month), "earned by the money tied up"],
    [
      "A day",
      formatMoney(money),
      share ? `${formatShare(share, { digits: 2 })} of the money in it` : "",
    ],
    ["Shortfall", formatMoney(plan.shortfall), "at most, if the worst 5% come"],
  ] as const;
  return (
    <dl className={css.figures}>
      {figures.map(([label, value, note], index) => (
        <div key={label} data-lead={index === 0}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          <dd className={css.note}>{note}</dd>
        </div>
      ))}
    </dl>
  );
}

function BudgetBar({ plan, budget }: { plan: Allocation; budget: Money }) {
  const parts = pieces(plan.chosen);
  const whole = approximately(budget.amount) || 1;
  const left = leftOf({ used: plan.cost, most: budget });
  return (
    <div className={css.budget}>
      <div className={css.bar} aria-hidden="true">
        {parts.map(({ key, label, money, tone }) => (
          <i
            key={key}
            title={`${label}: ${formatMoney(money)}`}
            style={{ width: `${(approximately(money.amount) / whole) * 100}%`, background: tone }}
          />
        ))}
      </div>
      <ul className={css.legend} aria-label="By category">
        {parts.map(({ key, label, money, tone }) => (
          <li key={key}>
            <i style={{ background: tone }} aria-hidden="true" />
            {label} <b>{formatMoney(money)}</b>
          </li>
        ))}
        <li>
          <i aria-hidden="true" />
          Left over <b>{formatMoney(left)}</b>
        </li>
      </ul>
    </div>
  );
}

export function Summary({ plan }: { plan: Allocation }) {
  const budget = plan.uses.find(({ kind }) => kind === "budget")?.most ?? plan.cost;
  const count = plan.chosen.length;
  return (
    <Card className={css.summary}>
      <div className={css.headline}>
        <h2>
          {count} {count === 1 ? "deal" : "deals"} for {formatMoney(plan.cost)}{" "}
          <span>of {formatMoney(budget)}</span>
        </h2>
        <Proof plan={plan} />
      </div>
      <BudgetBar plan={plan} budget={budget} />
      <Figures plan={plan} />
    </Card>
  );
}
