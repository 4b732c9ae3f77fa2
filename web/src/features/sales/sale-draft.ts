/** A sale while somebody types it: what is wrong with it, what it made, what is sent. */
import type { NewSale } from "@/api/sales";
import { compare, isDecimal, minus, signOf } from "@/lib/decimal";

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

const plain = (typed: string) => typed.trim().replace(",", ".");

function amiss(typed: string, least: "above" | "from"): string | null {
  if (typed === "") return null;
  if (!isDecimal(typed)) return "A number, please";
  if (least === "above") return signOf(typed) > 0 ? null : "Above 0";
  return signOf(typed) < 0 ? "Not below 0" : null;
}

/** What is wrong beside which field; an amount that is still missing is not wrong yet. */
export function complaintsOf(draft: Draft, now: Date): Complaints {
  const found: [keyof Draft, string | null][] = [
    ["amount", amiss(plain(draft.amount), "above")],
    ["cost", amiss(plain(draft.cost), "from")],
    ["fees", amiss(plain(draft.fees), "from")],
    ["currency", /^[A-Z]{3}$/.test(draft.currency) ? null : "Three letters, as USD"],
    ["sold", !draft.sold ? "A day, please" : draft.sold > dayOf(now) ? "Not in the future" : null],
    ["listed", draft.listed > draft.sold ? "After it was sold" : null],
  ];
  return Object.fromEntries(found.filter(([, text]) => text !== null));
}

/** What is left of it after fees and cost; null while one of the figures is missing. */
export function madeOf({ amount, cost, fees }: Draft): string | null {
  const figures = [amount, cost, fees || "0"].map(plain);
  if (!figures.every(isDecimal)) return null;
  const [price = "0", paid = "0", taken = "0"] = figures;
  return minus(minus(price, taken), paid);
}

/** Whether there is a price at all. */
export const isPriced = ({ amount }: Draft): boolean => {
  const typed = plain(amount);
  return isDecimal(typed) && compare(typed, "0") > 0;
};

/** As it is sent: sold today is sold now, so that what was found today counts; else by midnight. */
export function saleOf(draft: Draft, now: Date): Omit<NewSale, "product_id" | "ref"> {
  const { venue, condition, currency, sold, listed } = draft;
  const soldAt = sold === dayOf(now) ? now : new Date(`${sold}T23:59:00`);
  return {
    venue,
    condition,
    price: { amount: plain(draft.amount), currency },
    sold_at: soldAt.toISOString(),
    listed_at: listed ? new Date(`${listed}T00:00:00`).toISOString() : null,
    cost: plain(draft.cost) || null,
    fees: plain(draft.fees) || null,
  };
}
