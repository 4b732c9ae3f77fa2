/** What one looks at first of a product: what is to be earned now, and what is not known, and why. */
import { Link } from "@tanstack/react-router";

import type { ProductDetail } from "@/api/products";
import { approximately, compare } from "@/lib/decimal";
import { formatCount, formatMany, formatMoney } from "@/lib/money";
import { FigureRow, type Figure } from "@/ui/figures/figures";
import { verdictWord } from "@/ui/signs/badge";

import css from "./product.module.css";

type Said = ProductDetail["verdicts"][number];

const rank = { buy: 0, negotiate: 1, skip: 2 } as const;

/** Of what is said now of its listings: the best verdict, and of these the highest profit. */
export function bestNow(verdicts: readonly Said[]): Said | undefined {
  const last = new Map(verdicts.map((one) => [one.opportunity_id, one]));
  return [...last.values()]
    .filter(({ gone_at }) => gone_at === null)
    .sort(
      (a, b) =>
        rank[a.verdict] - rank[b.verdict] ||
        approximately(b.profit.amount) - approximately(a.profit.amount),
    )[0];
}

function dealOf({ verdicts }: ProductDetail): Figure {
  const deal = bestNow(verdicts);
  if (!deal) return { label: "Profit now", value: "–", sub: "no offer of it is a deal now" };
  return {
    label: "Profit now",
    value: formatMoney(deal.profit, { sign: true }),
    sub: (
      <Link to="/opportunities/$id" params={{ id: deal.opportunity_id }}>
        {verdictWord(deal.verdict)}: see why
      </Link>
    ),
  };
}

type Worth = ProductDetail["worth"][number] | undefined;

function worthOf(worth: Worth): Figure {
  const { point, low80, high80 } = worth ?? {};
  const whole = { whole: true };
  return {
    label: "Worth",
    value: point ? formatMoney(point) : "Insufficient data",
    sub:
      low80 && high80 && `80 of 100: ${formatMoney(low80, whole)} – ${formatMoney(high80, whole)}`,
  };
}

function daysOf(worth: Worth): Figure {
  const label = "Half sell within";
  if (worth?.days_p50 == null) return { label, value: "–", sub: "too few were seen to go" };
  const { days_p50: half, days_p80: most } = worth;
  return {
    label,
    value: formatMany(half, "day"),
    sub: most !== null && `80 of 100 within ${formatCount(most)}`,
  };
}

/** A deal leaves the asks of its own shop out, a worth weighs them all: said where both differ. */
function CountsOn({ deal, worth }: { deal: Said | undefined; worth: Worth }) {
  const exit = deal?.exit_price;
  const high = worth?.high50;
  if (!exit || exit.currency !== high?.currency || compare(exit.amount, high.amount) <= 0) {
    return null;
  }
  return (
    <p className={css.note}>
      The deal counts on {formatMoney(exit)}, by what other shops ask. The worth weighs all that is
      known, the bargain’s own ask too, which stands against you only until you bought it.
    </p>
  );
}

export function Figures({ product }: { product: ProductDetail }) {
  const { currency, cheapest } = product;
  const most = product.max_cost_line.at(-1);
  const worth = product.worth.find(
    ({ venue, condition }) => venue === product.venue && condition === product.condition,
  );
  const figures: Figure[] = [
    dealOf(product),
    {
      label: "Pay at most",
      value: most?.amount ? formatMoney({ amount: most.amount, currency }) : "–",
      sub: most?.amount === null ? "no cost would do, by your limits" : "in all, by your limits",
    },
    {
      label: "Cheapest now",
      value: cheapest ? formatMoney(cheapest) : "–",
      sub: cheapest ? "before shipping and tax" : "nobody has it in stock",
    },
    worthOf(worth),
    daysOf(worth),
  ];
  return (
    <>
      <FigureRow figures={figures} />
      <CountsOn deal={bestNow(product.verdicts)} worth={worth} />
    </>
  );
}
