/** How sure we are of the figures, kept apart from the risk: same thing, sale price, fees. */
import type { OpportunityDetail } from "@/api/opportunities";
import { approximately } from "@/lib/decimal";
import { formatCount, formatMany, formatMoney, formatSureness } from "@/lib/money";
import { sentence } from "@/lib/sentence";
import { Icon } from "@/ui/signs/icon";

import css from "./detail.module.css";

type Point = { key: string; firm: boolean; title: string; notes: string[] };

/** From here on a match is as good as told by an identifier. */
const FIRM = 0.95;

/** What the match says, but for a conflict: that takes all of it, whatever else speaks for it. */
function sameness({ link, probability, reasons }: OpportunityDetail): Point {
  const conflict = reasons.find(({ code }) => code === "not_the_same");
  const by = conflict ? "a conflict outweighs what speaks for it" : `by ${methodWord(link.method)}`;
  return {
    key: "same",
    firm: approximately(probability) >= FIRM,
    title: `${formatSureness(probability, { digits: 1 })} sure that it is the same thing, ${by}`,
    notes: [...(conflict ? [conflict.text] : []), ...link.reasons],
  };
}

function salePrice({ evidence }: OpportunityDetail): Point {
  const { asks, needed, lowest, highest, brings } = evidence;
  const range =
    lowest && highest ? `from ${formatMoney(lowest)} to ${formatMoney(highest)}.` : null;
  if (brings)
    return {
      key: "sale",
      firm: true,
      title: "The sale price rests on what yours were sold for",
      notes: range ? [`Shops ask ${range}`] : [],
    };
  return {
    key: "sale",
    firm: asks > needed,
    title: `The sale price rests on ${formatMany(asks, "ask")}, where ${formatCount(needed)} ${needed === 1 ? "is" : "are"} needed`,
    notes: range ? [`They range ${range}`] : [],
  };
}

function figures({ fee_lines, cost_lines }: OpportunityDetail): Point {
  const open = [...fee_lines, ...cost_lines].filter(({ confirmed }) => !confirmed);
  return {
    key: "fees",
    firm: open.length === 0,
    title:
      open.length === 0
        ? "Every fee and cost rests on a confirmed figure"
        : `Not confirmed: ${open.map(({ label }) => label.toLowerCase()).join(", ")}`,
    notes: [],
  };
}

const methods: Record<string, string> = {
  gtin: "GTIN",
  mpn: "part number",
  own: "its own listing",
  text: "its words",
};

export const methodWord = (method: string): string => methods[method.toLowerCase()] ?? method;

export function Confidence({ detail }: { detail: OpportunityDetail }) {
  const points = [sameness(detail), salePrice(detail), figures(detail)];
  return (
    <section className={css.section}>
      <h3>How sure we are</h3>
      <ul className={css.reasons}>
        {points.map(({ key, firm, title, notes }) => (
          <li key={key}>
            <span className={css.mark} data-kind={firm ? "good" : "risk"}>
              <Icon name={firm ? "check" : "warning"} size={12} />
              <span className="visually-hidden">{firm ? "Firm: " : "Thin: "}</span>
            </span>
            <span>
              {title}
              {notes.map((note) => (
                <span key={note} className={css.aside}>
                  {sentence(note)}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
