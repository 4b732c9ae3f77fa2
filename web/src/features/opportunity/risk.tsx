/** What may go wrong, in money: from the planned profit to the expected one, and the score. */
import type { OpportunityDetail, RiskPart } from "@/api/opportunities";
import { approximately, signOf } from "@/lib/decimal";
import { formatFigure, formatMoney, formatShare, isLoss } from "@/lib/money";
import { sentence } from "@/lib/sentence";

import { Bars, off, type Stage } from "./bars";
import detailCss from "./detail.module.css";
import css from "./risk.module.css";
import waterfallCss from "./waterfall.module.css";

const chanceOf = ({ chance }: RiskPart) =>
  approximately(chance) < 0.0005 ? "0%" : formatShare(chance);

function riskStages({ profit, risk_parts, expected_profit }: OpportunityDetail): Stage[] {
  const parts = risk_parts
    .filter(({ expected }) => signOf(expected.amount) !== 0)
    .map((part) => ({
      key: part.name,
      label: part.label,
      money: off(part.expected),
      total: false,
      aside: chanceOf(part),
    }));
  return [
    { key: "planned", label: "Planned profit", money: profit, total: true },
    ...parts,
    {
      key: "expected",
      label: "Expected profit",
      money: expected_profit,
      total: true,
      look: isLoss(expected_profit) ? "loss" : "profit",
    },
  ];
}

/** The parts by how much of the score each has; what has none is left out. */
export const shares = (parts: readonly RiskPart[]): RiskPart[] =>
  parts.filter(({ score }) => signOf(score) > 0);

const TONES = 4;

function Score({ score, parts }: { score: string; parts: RiskPart[] }) {
  const own = shares(parts);
  return (
    <figure className={css.score}>
      <figcaption>
        <span>
          <strong>{score}</strong> of 100
        </span>
        <span>what the risks are expected to eat of the plan</span>
      </figcaption>
      <div className={css.scale} aria-hidden="true">
        {own.map(({ name, score: part, label }, index) => (
          <i
            key={name}
            title={`${label}: ${part}`}
            data-tone={Math.min(index, TONES - 1)}
            style={{ width: `${approximately(part)}%` }}
          />
        ))}
      </div>
    </figure>
  );
}

function Basis({ parts }: { parts: RiskPart[] }) {
  return (
    <details className={waterfallCss.details}>
      <summary>What each part is, and where its figures come from</summary>
      <ul>
        {parts.map((part) => (
          <li key={part.name}>
            <strong>
              {part.label} · {formatFigure(part.score)} of the score
            </strong>
            <div>
              {formatShare(part.chance, { digits: 2 })} of the time, it takes{" "}
              {formatMoney(part.loss)} off the plan.
            </div>
            <span>{sentence(part.basis)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Risk({ detail }: { detail: OpportunityDetail }) {
  const { risk_score, chance_of_loss, shortfall, risk_parts } = detail;
  if (risk_parts.length === 0) return null;
  return (
    <section className={detailCss.section}>
      <div className={detailCss.sectionHead}>
        <h3>What may go wrong</h3>
        <span className={detailCss.note}>chance, and what it costs on average</span>
      </div>
      {risk_score !== null && <Score score={formatFigure(risk_score)} parts={risk_parts} />}
      <Bars
        caption="Planned profit, what each risk takes off, expected profit"
        stages={riskStages(detail)}
      />
      <dl className={css.tail}>
        {chance_of_loss !== null && (
          <div>
            <dt>Chance of losing money</dt>
            <dd>{formatShare(chance_of_loss)}</dd>
          </div>
        )}
        {shortfall && (
          <div>
            <dt>The worst 5% lose, on average</dt>
            <dd>{signOf(shortfall.amount) > 0 ? formatMoney(shortfall) : "nothing"}</dd>
          </div>
        )}
      </dl>
      <Basis parts={risk_parts} />
    </section>
  );
}
