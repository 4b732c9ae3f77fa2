/** What to take: a table, or cards where it is narrow. Each leads to its opportunity. */
import { Link } from "@tanstack/react-router";

import type { Allocated } from "@/api/allocation";
import { useShopName } from "@/api/shops";
import { formatMoney } from "@/lib/money";
import { kept } from "@/lib/units";
import { useSorted, type Sortable } from "@/ui/figures/sorting";
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

/** What is paid and what comes back are sorted in full; the plan's own order is best first. */
const columns: readonly Sortable<Allocated>[] = [
  { name: "Deal", key: ({ title }) => title, as: "words" },
  { name: "Costs", key: ({ cost }) => cost.amount, as: "figure", down: true },
  { name: "Expected profit", key: (one) => one.expected_profit.amount, as: "figure", down: true },
  { name: "Days", key: ({ days }) => String(days), as: "figure" },
  { name: "In 30\u00a0days", key: ({ month }) => month.amount, as: "figure", down: true },
];

export function Chosen({ chosen }: { chosen: readonly Allocated[] }) {
  const shopName = useShopName();
  const venueName = useVenueName();
  const { rows, heads } = useSorted(chosen, columns);
  return (
    <Card>
      <Table caption="What to take" columns={heads} folds={4}>
        {rows.map((deal) => (
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
