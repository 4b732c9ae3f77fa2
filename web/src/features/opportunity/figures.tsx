/** The numbers one looks at first: what is left, what it takes, how risky, how sure. */
import type { OpportunityDetail } from "@/api/opportunities";
import { classes } from "@/lib/classes";
import { approximately, compare } from "@/lib/decimal";
import {
  formatCount,
  formatFigure,
  formatMany,
  formatMoney,
  formatShare,
  formatSureness,
  isLoss,
  type Money,
} from "@/lib/money";
import { Meter } from "@/ui/figures/meter";

import { methodWord } from "./confidence";
import css from "./detail.module.css";

type Figure = {
  label: string;
  value: string;
  sub?: string | null;
  tone?: "gain" | "loss";
  /** A thin bar below, as a part of one. */
  meter?: { part: number; tone?: "risk" };
};

const toneOf = (money: Money) => (isLoss(money) ? "loss" : "gain");

function profitOf({ profit, expected_profit, risk_parts }: OpportunityDetail): Figure {
  if (risk_parts.length === 0) {
    return { label: "Profit", value: formatMoney(profit, { sign: true }), tone: toneOf(profit) };
  }
  return {
    label: "Expected profit",
    value: formatMoney(expected_profit, { sign: true }),
    sub: `${formatMoney(profit)} before risks`,
    tone: toneOf(expected_profit),
  };
}

function moneyFigures(detail: OpportunityDetail): Figure[] {
  const { cost, max_cost, exit_price, break_even, roi, margin } = detail;
  return [
    profitOf(detail),
    {
      label: "Ties up",
      value: formatMoney(cost),
      sub: max_cost && `at most ${formatMoney(max_cost)}`,
    },
    {
      label: "Sells for",
      value: formatMoney(exit_price),
      sub: break_even && `even at ${formatMoney(break_even)}`,
    },
    { label: "ROI", value: formatShare(roi), sub: `margin ${formatShare(margin)}` },
  ];
}

function judgements(detail: OpportunityDetail): Figure[] {
  const { risk_score, risk, probability } = detail;
  const riskFigure: Figure =
    risk_score === null
      ? { label: "At risk", value: formatMoney(risk) }
      : {
          label: "Risk, of 100",
          value: formatFigure(risk_score),
          sub: `${formatMoney(risk)} on average`,
          meter: { part: approximately(risk_score) / 100, tone: "risk" },
        };
  return [
    riskFigure,
    {
      label: "Sure it is the same",
      value: formatSureness(probability, { digits: 1 }),
      sub: detail.reasons.some(({ code }) => code === "not_the_same")
        ? "a conflict outweighs all"
        : `by ${methodWord(detail.link.method)}`,
      meter: { part: approximately(probability) },
    },
  ];
}

function sellsIn({ days_to_sell }: OpportunityDetail): Figure[] {
  if (!days_to_sell) {
    return [{ label: "Sells within", value: "–", sub: "too few like it were seen to go" }];
  }
  const { p50, p80 } = days_to_sell;
  return [
    {
      label: "Sells within",
      value: formatMany(p50, "day"),
      sub: `50 of 100; 80 of 100 within ${formatCount(p80)}`,
    },
  ];
}

function Cell({ label, value, sub, tone, meter }: Figure) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={classes(tone && css[tone])}>{value}</dd>
      {sub && <dd className={css.below}>{sub}</dd>}
      {meter && (
        <dd className={css.meter} aria-hidden="true">
          <Meter {...meter} />
        </dd>
      )}
    </div>
  );
}

/** What asks let one count on may lie above what sales are expected at: said before it is paid. */
function Optimistic({ detail: { exit_price, expected_sale: expected } }: FiguresProps) {
  if (!expected || compare(exit_price.amount, expected.high50.amount) <= 0) return null;
  const { low50, high50 } = expected;
  return (
    <p className={css.note}>
      {formatMoney(exit_price)} is what the asks of others let one count on. By all that is known of
      it and its like, half of the sales are expected between {formatMoney(low50)} and{" "}
      {formatMoney(high50)}.
    </p>
  );
}

type FiguresProps = { detail: OpportunityDetail };

export function Figures({ detail }: FiguresProps) {
  const figures = [...moneyFigures(detail), ...judgements(detail), ...sellsIn(detail)];
  return (
    <>
      <dl className={css.figures}>
        {figures.map((figure) => (
          <Cell key={figure.label} {...figure} />
        ))}
      </dl>
      <Optimistic detail={detail} />
    </>
  );
}
