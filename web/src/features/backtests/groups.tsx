/** What came of each rule and each category. */
import type { BacktestGroup } from "@/api/backtests";
import { signOf } from "@/lib/decimal";
import { formatCount, formatMoney, formatShare, type Money } from "@/lib/money";
import { Table } from "@/ui/figures/table";
import { Card } from "@/ui/page/page";

import css from "./backtests.module.css";

const columns = [
  "Name",
  "Bought",
  "Sold",
  "Won",
  "Cost of sold",
  "Profit",
  "Planned",
  "Return",
  "Days held",
];

function Group({ group, nameless }: { group: BacktestGroup; nameless: string }) {
  const ifSold = (amount: Money, sign = false) =>
    group.sold > 0 ? formatMoney(amount, { sign }) : "–";
  return (
    <tr>
      <th scope="row">{group.name || nameless}</th>
      <td data-label="Bought">{formatCount(group.bought)}</td>
      <td data-label="Sold">{formatCount(group.sold)}</td>
      <td data-label="Won">{formatCount(group.won)}</td>
      <td data-label="Cost of sold">{ifSold(group.spent)}</td>
      <td data-label="Profit" className={css.gain} data-sign={signOf(group.profit.amount)}>
        {ifSold(group.profit, true)}
      </td>
      <td data-label="Planned">{ifSold(group.planned, true)}</td>
      <td data-label="Return">{group.sold > 0 ? formatShare(group.roi) : "–"}</td>
      <td data-label="Days held">{group.days ?? "–"}</td>
    </tr>
  );
}

type SplitProps = { caption: string; nameless: string; groups: readonly BacktestGroup[] };

function Split({ caption, nameless, groups }: SplitProps) {
  return (
    <Table caption={caption} titled columns={columns}>
      {groups.map((group) => (
        <Group key={group.name} group={group} nameless={nameless} />
      ))}
    </Table>
  );
}

type GroupsProps = { rules: readonly BacktestGroup[]; categories: readonly BacktestGroup[] };

export function Groups({ rules, categories }: GroupsProps) {
  return (
    <Card className={css.tables}>
      <Split caption="By rule" nameless="Unnamed" groups={rules} />
      {categories.length > 0 && (
        <Split caption="By category" nameless="Without a category" groups={categories} />
      )}
    </Card>
  );
}
