/** A sale while somebody types it: what is wrong with it, what it made, what is sent. */
import type { NewSale } from "@/api/sales";
import { compare, minus, signOf } from "@/lib/decimal";
import { typedMistake, typedNumber } from "@/lib/typed";

export const CONDITIONS = [
  "new",
  "open_box",
  "refurbished",
  "like_new",
  "used",
  "for_parts",
] as const satisfies readonly NewSale["condition"][];

export type Draft = {
  venue: string;
  condition: (typeof CONDITIONS)[number];
  amount: string;
  currency: string;
  sold: string;
  listed: string;
  cost: string;
  fees: string;
};

export type Complaints = Partial<Record<keyof Draft, string>>;

const two = (part: number) => String(part).padStart(2, "0");

/** The day where the person is: 2026-03-09. */
export const dayOf = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

function amiss(typed: string, least: "above" | "from"): string | null {
  if (typed.trim() === "") return null;
  const mistake = typedMistake(typed);
  if (mistake !== null) return mistake;
  const sign = signOf(typedNumber(typed) ?? "");
  if (least === "above") return sign > 0 ? null : "Above 0";
  return sign < 0 ? "Not below 0" : null;
}

/** What is wrong beside which field; an amount that is still missing is not wrong yet. */
export function complaintsOf(draft: Draft, now: Date): Complaints {
  const found: [keyof Draft, string | null][] = [
    ["amount", amiss(draft.amount, "above")],
    ["cost", amiss(draft.cost, "from")],
    ["fees", amiss(draft.fees, "from")],
    ["currency", /^[A-Z]{3}$/.test(draft.currency) ? null : "Three letters, as USD"],
    ["sold", !draft.sold ? "A day, please" : draft.sold > dayOf(now) ? "Not in the future" : null],
    ["listed", draft.listed > draft.sold ? "After it was sold" : null],
  ];
  return Object.fromEntries(found.filter(([, text]) => text !== null));
}

/** What is left of it after fees and cost; null while one of the figures is missing. */
export function madeOf({ amount, cost, fees }: Draft): string | null {
  const [price, paid, taken] = [amount, cost, fees || "0"].map((text) => typedNumber(text));
  return price && paid && taken ? minus(minus(price, taken), paid) : null;
}

/** Whether there is a price at all. */
export const isPriced = ({ amount }: Draft): boolean =>
  compare(typedNumber(amount) ?? "0", "0") > 0;

/** As it is sent: sold today is sold now, so that what was found today counts; else by midnight. */
export function saleOf(draft: Draft, now: Date): Omit<NewSale, "product_id" | "ref"> {
  const { venue, condition, currency, sold, listed } = draft;
  const soldAt = sold === dayOf(now) ? now : new Date(`${sold}T23:59:00`);
  return {
    venue,
    condition,
    price: { amount: typedNumber(draft.amount) ?? "", currency },
    sold_at: soldAt.toISOString(),
    listed_at: listed ? new Date(`${listed}T00:00:00`).toISOString() : null,
    cost: typedNumber(draft.cost),
    fees: typedNumber(draft.fees),
  };
}
