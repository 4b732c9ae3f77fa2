/** One figure a row: what a backtest said, what paper came to, what was really sold. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { backtests } from "@/api/backtests";
import { paper, type Reconciled, type Reconciliation } from "@/api/paper";
import { formatCount, formatFigure, formatMoney, formatShare } from "@/lib/money";
import { sentence } from "@/lib/sentence";
import { formatMoment } from "@/lib/time";
import { Table } from "@/ui/figures/table";
import { SelectField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";

import css from "./backtests.module.css";

const columns = [
  ["backtest", "Backtest"],
  ["paper", "Paper"],
  ["live", "Own sales"],
] as const;

function written(value: string | null, kind: Reconciled["kind"], currency: string): string {
  if (value === null) return "–";
  if (kind === "money") return formatMoney({ amount: value, currency }, { sign: true });
  if (kind === "share") return formatShare(value);
  return kind === "days" ? `${formatFigure(value)}\u00a0d` : formatFigure(value);
}

/** Whether any of the three has a figure. */
const known = ({ rows }: Reconciliation) =>
  rows.some((row) => columns.some(([name]) => row[name] !== null));

function Figures({ told }: { told: Reconciliation }) {
  const { rows, currency, notes } = told;
  if (!known(told)) {
    return (
      <p className={css.rest}>
        Nothing to hold against each other yet: run a backtest, begin paper, or enter what you sold.
      </p>
    );
  }
  return (
    <>
      <Table
        caption="Backtest, paper and own sales"
        columns={["Figure", ...columns.map(([, label]) => label)]}
      >
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">
              {row.label}
              {row.note !== null && <span className={css.quiet}>{sentence(row.note)}</span>}
            </th>
            {columns.map(([name, label]) => (
              <td key={name} data-label={label}>
                {written(row[name], row.kind, currency)}
              </td>
            ))}
          </tr>
        ))}
      </Table>
      {notes.map((note) => (
        <p key={note} className={css.rest}>
          {note}
        </p>
      ))}
    </>
  );
}

export function Comparison() {
  const runs = useQuery(backtests.list());
  const done = (runs.data ?? []).filter(({ state }) => state === "done");
  const [named, setNamed] = useState<string | null>(null);
  const { data, error, refetch } = useQuery(paper.reconciliation(named));
  const chosen = named ?? data?.backtest?.id;
  return (
    <Card className={css.tables}>
      {done.length > 0 && (
        <div className={css.card}>
          <SelectField
            label="Backtest"
            value={chosen ?? ""}
            onChange={({ target }) => {
              setNamed(target.value);
            }}
          >
            {done.map(({ id, name, created_at, summary }) => (
              <option key={id} value={id}>
                {name}, {formatMoment(created_at)}, {formatCount(summary?.bought ?? 0)} bought
              </option>
            ))}
          </SelectField>
        </div>
      )}
      {error && !data && (
        <ErrorState error={error} onRetry={() => void refetch()} what="The comparison" />
      )}
      {!data && !error && <SkeletonRows rows={3} height={32} />}
      {data && <Figures told={data} />}
    </Card>
  );
}
