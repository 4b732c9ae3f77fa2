/** From the sale to what is left: fees off, then the landed cost. A table whose bars are drawn. */
import type { Line, OpportunityDetail } from "@/api/opportunities";
import { approximately, negate } from "@/lib/decimal";
import { formatMoney, isLoss, type Money } from "@/lib/money";
import { waterfall, type Bar } from "@/lib/waterfall";
import { Icon } from "@/ui/icon";

import detailCss from "./detail.module.css";
import css from "./waterfall.module.css";

type Stage = { label: string; money: Money; total: boolean; look?: string; line?: Line };

const off = (line: Line): Stage => ({
  label: line.label,
  money: { ...line.amount, amount: negate(line.amount.amount) },
  total: false,
  line,
});

export function stagesOf(detail: OpportunityDetail): Stage[] {
  const { exit_price, proceeds, profit } = detail;
  return [
    { label: "Sells for", money: exit_price, total: true },
    ...detail.fee_lines.map(off),
    { label: "Proceeds", money: proceeds, total: true },
    ...detail.cost_lines.map(off),
    { label: "Profit", money: profit, total: true, look: isLoss(profit) ? "loss" : "profit" },
  ];
}

const height = 30;
const thickness = 14;
const percent = (part: number) => `${(part * 100).toFixed(2)}%`;

function Drawn({ bar, look, last }: { bar: Bar; look: string; last: boolean }) {
  const left = Math.min(bar.from, bar.to);
  const size = Math.abs(bar.to - bar.from);
  return (
    <svg className={css.bar} width="100%" height={height} aria-hidden="true">
      {!last && (
        <line
          className={css.line}
          x1={percent(bar.to)}
          x2={percent(bar.to)}
          y1={(height + thickness) / 2}
          y2={height + (height - thickness) / 2}
        />
      )}
      <rect
        className={css[look]}
        x={percent(left)}
        y={(height - thickness) / 2}
        width={percent(size)}
        height={thickness}
        rx={2}
        style={{ minWidth: 2 }}
      />
    </svg>
  );
}

const lookOf = (stage: Stage) =>
  stage.look ?? (stage.total ? "total" : isLoss(stage.money) ? "minus" : "plus");

export function Waterfall({ detail }: { detail: OpportunityDetail }) {
  const stages = stagesOf(detail);
  const { bars } = waterfall(
    stages.map(({ label, money, total }) => ({
      label,
      kind: total ? "total" : "change",
      value: approximately(money.amount),
    })),
  );
  return (
    <section className={detailCss.section}>
      <h3>From sale to profit</h3>
      <table className={css.table}>
        <caption className="visually-hidden">Sale, fees, proceeds, cost and profit</caption>
        <tbody>
          {stages.map((stage, index) => {
            const bar = bars[index];
            return (
              <tr key={`${stage.label}${index}`} className={css.row} data-kind={bar?.kind}>
                <th scope="row">
                  {stage.label}
                  {stage.line && !stage.line.confirmed && <Unsure />}
                </th>
                <td>
                  {bar && (
                    <Drawn bar={bar} look={lookOf(stage)} last={index === stages.length - 1} />
                  )}
                </td>
                <td className={css.amount}>{formatMoney(stage.money)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Notes lines={[...detail.fee_lines, ...detail.cost_lines]} />
    </section>
  );
}

function Unsure() {
  return (
    <span className={css.unsure} title="Rests on a figure that is not confirmed">
      <Icon name="warning" size={13} />
      <span className="visually-hidden">not confirmed</span>
    </span>
  );
}

function Notes({ lines }: { lines: Line[] }) {
  const noted = lines.filter(({ note, schedule, source }) => note ?? schedule ?? source);
  if (noted.length === 0) return null;
  return (
    <details className={css.details}>
      <summary>How each line is worked out</summary>
      <ul>
        {noted.map(({ name, label, note, schedule, source, confirmed }) => (
          <li key={name}>
            <strong>{label}</strong>
            {note && <div>{note}</div>}
            <span>
              {[schedule, source, confirmed ? null : "not confirmed"].filter(Boolean).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
