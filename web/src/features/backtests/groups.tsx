/** What came of each rule and each category. */
import type { BacktestGroup } from "@/api/backtests";
import { formatCount, formatMoney, formatShare, isLoss } from "@/lib/money";
import { Card } from "@/ui/page";

import css from "./backtests.module.css";

const columns = ["Bought", "Sold", "Won", "Spent", "Profit", "Planned", "Return", "Days held"];

function Group({ group, nameless }: { group: BacktestGroup; nameless: string }) {
  return (
    <tr>
      <th scope="row">{group.name || nameless}</th>
      <td data-label="Bought">{formatCount(group.bought)}</td>
      <td data-label="Sold">{formatCount(group.sold)}</td>
      <td data-label="Won">{formatCount(group.won)}</td>
      <td data-label="Spent">{formatMoney(group.spent)}</td>
      <td data-label="Profit" className={css.gain} data-loss={isLoss(group.profit)}>
        {formatMoney(group.profit, { sign: true })}
      </td>
      <td data-label="Planned">{formatMoney(group.planned, { sign: true })}</td>
      <td data-label="Return">{group.sold > 0 ? formatShare(group.roi) : "–"}</td>
      <td data-label="Days held">{group.days ?? "–"}</td>
    </tr>
  );
}

type TableProps = { caption: string; nameless: string; groups: readonly BacktestGroup[] };

function Table({ caption, nameless, groups }: TableProps) {
  return (
    <table className={css.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          {columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <Group key={group.name} group={group} nameless={nameless} />
        ))}
      </tbody>
    </table>
  );
}

type GroupsProps = { rules: readonly BacktestGroup[]; categories: readonly BacktestGroup[] };

export function Groups({ rules, categories }: GroupsProps) {
  return (
    <Card className={css.tables}>
      <Table caption="By rule" nameless="Unnamed" groups={rules} />
      {categories.length > 0 && (
        <Table caption="By category" nameless="Without a category" groups={categories} />
      )}
    </Card>
  );
}
