/** What a thing comes to at one venue: the most to pay first, then what it rests on, and why. */
import type { WorthThere } from "@/api/worth";
import { signOf } from "@/lib/decimal";
import { formatCount, formatMany, formatMoney } from "@/lib/money";
import { begun, sentence } from "@/lib/sentence";
import { FigureRow, type Figure } from "@/ui/figures/figures";
import { Section } from "@/ui/page/page";

import css from "./worth.module.css";

const bare = (text: string) => begun(text.replace("Insufficient data: ", ""));

function mostOf({ max_price, max_cost, insufficient }: WorthThere): Figure {
  const label = "Pay at most";
  if (max_price && max_cost) {
    return {
      label,
      value: formatMoney(max_price),
      sub: `${formatMoney(max_cost)} with all on top`,
    };
  }
  return {
    label,
    value: insufficient ? "Insufficient data" : "Nothing",
    sub: insufficient ? bare(insufficient) : "no price would do, by your limits",
  };
}

function worthOf({ worth: { point, low80, high80, low50, high50, insufficient } }: WorthThere) {
  if (!point || !low80 || !high80 || !low50 || !high50) {
    return { label: "Worth", value: "Insufficient data", sub: bare(insufficient ?? "") };
  }
  return {
    label: "Worth",
    value: formatMoney(point),
    sub: `50 of 100: ${formatMoney(low50)} – ${formatMoney(high50)}; 80 of 100: ${formatMoney(low80)} – ${formatMoney(high80)}`,
  };
}

function countedOf({ exit_price, fees, vat, proceeds, asks }: WorthThere): Figure {
  const label = "Counted on";
  if (!exit_price || !fees || !proceeds) {
    return { label, value: "–", sub: `${formatMany(asks, "shop asks", "shops ask")} for it` };
  }
  const owed = vat && signOf(vat.amount) !== 0 ? ` and ${formatMoney(vat)} of VAT` : "";
  return {
    label,
    value: formatMoney(exit_price),
    sub: `${formatMoney(proceeds)} after ${formatMoney(fees)} of fees${owed}`,
  };
}

function daysOf({ worth: { days_p50, days_p80 } }: WorthThere): Figure {
  const label = "Half sell within";
  if (days_p50 === null) return { label, value: "–", sub: "too few like it were seen to go" };
  return {
    label,
    value: formatMany(days_p50, "day"),
    sub: days_p80 === null ? "" : `80 of 100 within ${formatCount(days_p80)}`,
  };
}

export function There({ one }: { one: WorthThere }) {
  const figures = [mostOf(one), worthOf(one), countedOf(one), daysOf(one)];
  return (
    <Section title={one.venue.title}>
      <FigureRow figures={figures} />
      {one.reasons.length > 0 && (
        <ul className={css.reasons}>
          {one.reasons.map(({ code, text }) => (
            <li key={code}>{sentence(text)}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}
