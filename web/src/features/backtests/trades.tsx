/** What was bought, for how much, and what became of it. */
import { useQuery } from "@tanstack/react-query";

import type { BacktestTrade } from "@/api/backtests";
import { settings } from "@/api/settings";
import { useShopName } from "@/api/shops";
import { signOf } from "@/lib/decimal";
import { formatCount, formatMoney } from "@/lib/money";
import { formatDate } from "@/lib/time";
import { kept } from "@/lib/units";
import { useSorted, type Sortable } from "@/ui/figures/sorting";
import { Table } from "@/ui/figures/table";
import { Card } from "@/ui/page/page";

import css from "./backtests.module.css";

const outcomes = {
  asks: "by the asks of that day",
  blind: "blind: too few asked",
  another_thing: "it was another thing",
};

type Called = Record<"shop" | "venue", (id: string) => string>;

/** Shops and venues as people call them; what is not known keeps its id. */
function useNames(): Called {
  const shop = useShopName();
  const venues = useQuery(settings.venues()).data;
  return { shop, venue: (slug) => venues?.find((one) => one.slug === slug)?.title ?? slug };
}

function Row({ trade, called }: { trade: BacktestTrade; called: Called }) {
  const { cost, profit, planned_profit: planned, outcome } = trade;
  return (
    <tr>
      <th scope="row">
        {kept(trade.title)}
        <span className={css.quiet}>
          {called.shop(trade.shop)} → {called.venue(trade.venue)}, {trade.rule}
        </span>
      </th>
      <td data-label="Bought">{formatDate(trade.bought_at)}</td>
      <td data-label="Cost">{formatMoney(cost)}</td>
      <td data-label="Planned">{formatMoney(planned, { sign: true })}</td>
      <td data-label="Sold">
        {trade.sold_at ? formatDate(trade.sold_at) : "held"}
        {outcome && <span className={css.quiet}>{outcomes[outcome]}</span>}
      </td>
      <td data-label="Made" className={css.gain} data-sign={profit ? signOf(profit.amount) : 0}>
        {profit ? formatMoney(profit, { sign: true }) : "–"}
      </td>
    </tr>
  );
}

const columns: readonly Sortable<BacktestTrade>[] = [
  { name: "Thing", key: ({ title }) => title, as: "words" },
  { name: "Bought", key: (one) => one.bought_at, as: "words" },
  { name: "Cost", key: ({ cost }) => cost.amount, as: "figure", down: true },
  { name: "Planned", key: (one) => one.planned_profit.amount, as: "figure", down: true },
  { name: "Sold", key: (one) => one.sold_at, as: "words" },
  { name: "Made", key: ({ profit }) => profit?.amount ?? null, as: "figure", down: true },
];

type TradesProps = { trades: readonly BacktestTrade[]; bought: number; nothing?: string };

export function Trades({ trades, bought, nothing = "These rules bought nothing." }: TradesProps) {
  const called = useNames();
  const { rows, heads } = useSorted(trades, columns);
  if (trades.length === 0) {
    return (
      <Card className={css.card}>
        <p className={css.quiet}>{nothing}</p>
      </Card>
    );
  }
  return (
    <Card className={css.tables}>
      <Table caption="Trades" columns={heads}>
        {rows.map((trade) => (
          <Row key={`${trade.listing} ${trade.bought_at}`} trade={trade} called={called} />
        ))}
      </Table>
      {bought > trades.length && (
        <p className={css.rest}>
          The first {formatCount(trades.length)} of {formatCount(bought)}; an export holds them all.
        </p>
      )}
    </Card>
  );
}
