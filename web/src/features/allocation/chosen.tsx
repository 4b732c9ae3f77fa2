/** What to take: a table, or cards where it is narrow. Each leads to its opportunity. */
import { Link } from "@tanstack/react-router";

import type { Allocated } from "@/api/allocation";
import { useShopName } from "@/api/shops";
import { formatMoney } from "@/lib/money";
import { Card } from "@/ui/page";

import css from "./allocation.module.css";
import { categoryOf } from "./spending";
import { useVenueName } from "./venues";

export function DealLink({ deal }: { deal: Pick<Allocated, "opportunity_id" | "title"> }) {
  return (
    <Link to="/opportunities/$id" params={{ id: deal.opportunity_id }} className={css.title}>
      {deal.title}
    </Link>
  );
}

export function Chosen({ chosen }: { chosen: readonly Allocated[] }) {
  const shopName = useShopName();
  const venueName = useVenueName();
  return (
    <Card>
      <table className={css.table}>
        <caption className="visually-hidden">What to take</caption>
        <thead>
          <tr>
            <th scope="col">Deal</th>
            <th scope="col" className={css.number}>
              Costs
            </th>
            <th scope="col" className={css.number}>
              Expected profit
            </th>
            <th scope="col" className={css.number}>
              Days
            </th>
            <th scope="col" className={css.number}>
              In 30 days
            </th>
          </tr>
        </thead>
        <tbody>
          {chosen.map((deal) => (
            <tr key={deal.opportunity_id}>
              <td data-cell="deal">
                <DealLink deal={deal} />
                <div className={css.note}>
                  {categoryOf(deal)} · {shopName(deal.seller)} → {venueName(deal.venue)}
                </div>
              </td>
              <td className={css.number} data-label="Costs">
                {formatMoney(deal.cost)}
              </td>
              <td className={css.gain} data-label="Expected">
                {formatMoney(deal.expected_profit, { sign: true })}
              </td>
              <td className={css.number} data-label="Days">
                {deal.days}
              </td>
              <td className={css.number} data-label="In 30 days">
                {formatMoney(deal.month)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
