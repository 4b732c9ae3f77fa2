/** The figures that are assumed of risks as fields: typed as percent, kept as exact fractions. */
import type { RiskChange, RiskFigures } from "@/api/settings";
import { shift } from "@/lib/decimal";
import { asTyped, typedMistake, typedNumber } from "@/lib/typed";

type FigureName = keyof RiskFigures;
type RiskField = { name: FigureName; label: string };

export const HAZARDS: readonly { hazard: string; fields: readonly RiskField[] }[] = [
  {
    hazard: "unreliable_seller",
    fields: [
      { name: "unreliable", label: "Seller never delivers" },
      { name: "unreliable_refund", label: "Of the money comes back" },
    ],
  },
  {
    hazard: "no_show",
    fields: [
      { name: "no_show", label: "Seller cancels" },
      { name: "no_show_cost", label: "Of the cost is lost in effort" },
    ],
  },
  {
    hazard: "counterfeit",
    fields: [
      { name: "counterfeit", label: "It is a fake" },
      { name: "counterfeit_refund", label: "Of the money comes back then" },
    ],
  },
  {
    hazard: "restriction",
    fields: [
      { name: "restriction", label: "The venue does not allow it" },
      { name: "restriction_markdown", label: "Elsewhere it brings less by" },
    ],
  },
  {
    hazard: "return",
    fields: [
      { name: "returned", label: "Buyer returns it" },
      { name: "return_cost", label: "Of the price a return costs" },
    ],
  },
  {
    hazard: "slow_sale",
    fields: [
      { name: "slow_sale", label: "It takes twice as long" },
      { name: "slow_markdown", label: "Off the price then" },
      { name: "capital_rate", label: "Money costs a year" },
    ],
  },
  {
    hazard: "price_fall",
    fields: [{ name: "volatility", label: "Prices move in 30\u00a0days by" }],
  },
  {
    hazard: "wrong_match",
    fields: [{ name: "wrong_match_salvage", label: "Another thing brings, of its cost" }],
  },
];

export const RISK_FIELDS: readonly RiskField[] = HAZARDS.flatMap(({ fields }) => fields);

export type RiskDraft = Partial<Record<FigureName, string>>;

/** "0.050000" as "5". */
export const asPercent = (share: string): string => asTyped(shift(share, 2));

const fraction = (text: string): string => shift(typedNumber(text, { small: true }) ?? "", -2);

/** The most that a figure may be, in percent. */
const mostOf = (name: FigureName): number => (name === "capital_rate" ? 500 : 100);

/** The sentence to show beside a field, or null when the text is fine. */
export function riskComplaint(name: FigureName, text: string): string | null {
  const plain = typedNumber(text, { small: true });
  if (plain === null) return typedMistake(text, { small: true });
  const value = Number(plain);
  return value >= 0 && value <= mostOf(name) ? null : `From 0 to ${mostOf(name)}%`;
}

/** What was typed as it is sent, and nothing else. */
export const riskChanged = (draft: RiskDraft): RiskChange =>
  Object.fromEntries(Object.entries(draft).map(([name, text]) => [name, fraction(text)]));
