/** What to take: a table, or cards where it is narrow. Each leads to its opportunity. */
import { Link } from "@tanstack/react-router";

import type { Allocated } from "@/api/allocation";
import { useShopName } from "@/api/shops";
import { formatMoney } from "@/lib/money";
import { kept } from "@/lib/units";
import { Table } from "@/ui/figures/table";
import { Card } from "@/ui/page/page";

import css from "./allocation.module.css";
import { categoryOf } from "./spending";
import { useVenueName } from "./venues";

export function DealLink({ deal }: { deal: Pick<Allocated, "opportunity_id" | "title"> }) {
  return (
    <Link to="/opportunities/$id" params={{ id: deal.opportunity_id }} className={css.title}>
      {kept(deal.title)}
    </Link>
  );
}

export function Chosen({ chosen }: { chosen: readonly Allocated[] }) {
  const shopName = useShopName();
  const venueName = useVenueName();
  return (
    <Card>
      <Table
        caption="What to take"
        columns={["Deal", "Costs", "Expected profit", "Days", "In 30\u00a0days"]}
        folds={4}
      >
        {chosen.map((deal) => (
          <tr key={deal.opportunity_id}>
            <td>
              <DealLink deal={deal} />
              <div className={css.note}>
                {categoryOf(deal)} · {shopName(deal.seller)} → {venueName(deal.venue)}
              </div>
            </td>
            <td data-label="Costs">{formatMoney(deal.cost)}</td>
            <td className={css.gain} data-label="Expected">
              {formatMoney(deal.expected_profit, { sign: true })}
            </td>
            <td data-label="Days">{deal.days}</td>
            <td data-label={"In 30\u00a0days"}>{formatMoney(deal.month)}</td>
          </tr>
        ))}
      </Table>
    </Card>
  );
}
