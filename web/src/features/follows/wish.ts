/** When to tell, while somebody fills it in: what is ticked, and the figures beside it. */
import { useState } from "react";

import type { FollowCondition, Target } from "@/api/follows";
import type { Money } from "@/lib/money";
import { asTyped, typedNumber } from "@/lib/typed";

export type When = FollowCondition["when"];
export type Entry = {
  on: boolean;
  amount: string;
  currency: string;
  percent: string;
  days: string;
};
export type Entries = Record<When, Entry>;

export const order: readonly When[] = ["below", "drop", "low", "stock", "new", "rise", "unusual"];

export const names: Record<When, string> = {
  below: "The price is below",
  drop: "The price falls",
  low: "It is lower than ever recorded",
  stock: "It is back in stock",
  new: "There is a new listing",
  rise: "The price rises",
  unusual: "The price is unusual",
};

/** A round figure a tenth below a price. */
export const below = (price: Money | null | undefined): string =>
  price ? String(Math.floor(Number(price.amount) * 90) / 100) : "";

const fresh: Entry = { on: true, amount: "", currency: "", percent: "10", days: "30" };

const entryOf = ({ price, percent, days }: FollowCondition): Partial<Entry> => ({
  ...(price ? { amount: asTyped(price.amount), currency: price.currency } : {}),
  ...(percent ? { percent: asTyped(`${Number(percent)}`) } : {}),
  ...(days ? { days: `${days}` } : {}),
});

function begin(known: FollowCondition[] | null, price: Money | null, usual: string): Entries {
  const first = { ...fresh, amount: asTyped(below(price)), currency: price?.currency ?? usual };
  const entry = (when: When): Entry => {
    if (known === null) return { ...first, on: when === "drop" || when === "low" };
    const had = known.find((one) => one.when === when);
    return had ? { ...first, ...entryOf(had) } : { ...first, on: false };
  };
  return Object.fromEntries(order.map((when) => [when, entry(when)])) as Entries;
}

function read(when: When, { amount, currency, percent, days }: Entry): FollowCondition | null {
  if (when === "below") {
    const typed = typedNumber(amount);
    const whole = typed !== null && Number(typed) > 0 && currency.length === 3;
    return whole ? { when, price: { amount: typed, currency } } : null;
  }
  if (when === "drop" || when === "rise") {
    const typed = typedNumber(percent, { small: true });
    const whole = typed !== null && Number(typed) > 0 && /^\d{1,3}$/.test(days.trim());
    return whole ? { when, percent: typed, days: Number(days) } : null;
  }
  return { when };
}

export type Wish = {
  entries: Entries;
  set: (when: When, part: Partial<Entry>) => void;
  /** What is ticked, empty while a figure of it cannot be read. */
  conditions: FollowCondition[];
};

export function useWish(
  known: FollowCondition[] | null,
  price: Money | null,
  currency: string,
): Wish {
  const [entries, setEntries] = useState(() => begin(known, price, currency));
  const asked = order.filter((when) => entries[when].on).map((when) => read(when, entries[when]));
  return {
    entries,
    set: (when, part) => {
      setEntries((before) => ({ ...before, [when]: { ...before[when], ...part } }));
    },
    conditions: asked.every((one) => one !== null) ? asked : [],
  };
}

/** Of what can be told for a kind: one listing has no new listings. */
export const offered = (kind: Target["kind"]): readonly When[] =>
  kind === "listing" ? order.filter((when) => when !== "new") : order;
