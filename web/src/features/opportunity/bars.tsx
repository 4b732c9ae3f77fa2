/** A waterfall as a table whose bars are drawn: a total stands on zero, a change hangs from it. */
import type { ReactNode } from "react";

import { approximately, negate } from "@/lib/decimal";
import { formatMoney, isLoss, type Money } from "@/lib/money";
import { waterfall, type Bar } from "@/lib/waterfall";

import css from "./waterfall.module.css";

export type Stage = {
  key: string;
  label: string;
  money: Money;
  total: boolean;
  look?: "profit" | "loss" | "planned";
  /** Stands behind the label, such as a mark. */
  mark?: ReactNode;
  /** One short figure between label and bar. */
  aside?: string;
};

export const off = (money: Money): Money => ({ ...money, amount: negate(money.amount) });

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

export function Bars({ caption, stages }: { caption: string; stages: readonly Stage[] }) {
  const { bars } = waterfall(
    stages.map(({ label, money, total }) => ({
      label,
      kind: total ? "total" : "change",
      value: approximately(money.amount),
    })),
  );
  const aside = stages.some((stage) => stage.aside !== undefined);
  return (
    <table className={css.table}>
      <caption className="visually-hidden">{caption}</caption>
      <tbody>
        {stages.map((stage, index) => {
          const bar = bars[index];
          return (
            <tr key={stage.key} className={css.row} data-kind={bar?.kind}>
              <th scope="row">
                {stage.label}
                {stage.mark}
              </th>
              {aside && <td className={css.aside}>{stage.aside}</td>}
              <td>
                {bar && <Drawn bar={bar} look={lookOf(stage)} last={index === stages.length - 1} />}
              </td>
              <td className={css.amount}>{formatMoney(stage.money)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
