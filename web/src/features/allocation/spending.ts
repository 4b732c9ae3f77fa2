/** What the plan spends by category, the most first: the pieces of the budget bar. */
import type { Allocated, Allocation, LimitUse } from "@/api/allocation";
import { approximately, compare, minus, plus, quotient, times } from "@/lib/decimal";
import type { Money } from "@/lib/money";

type Piece = { key: string; label: string; money: Money; tone: string; count: number };

const TONES = 8;
const none = "Without a category";

export const categoryOf = ({ category }: Pick<Allocated, "category">): string => category ?? none;

export function pieces(chosen: readonly Allocated[]): Piece[] {
  const sums = new Map<string, { money: Money; count: number }>();
  for (const one of chosen) {
    const known = sums.get(categoryOf(one));
    const amount = known ? plus(known.money.amount, one.cost.amount) : one.cost.amount;
    sums.set(categoryOf(one), {
      money: { ...one.cost, amount },
      count: (known?.count ?? 0) + 1,
    });
  }
  return [...sums]
    .sort(([, a], [, b]) => compare(b.money.amount, a.money.amount))
    .map(([label, { money, count }], index) => ({
      key: label,
      label,
      money,
      count,
      tone: `var(--series-${Math.min(index + 1, TONES)})`,
    }));
}

const DAYS = "30";

/** What the money earns a day, and what share of the money put in that is. */
export function daily({ month, cost }: Pick<Allocation, "month" | "cost">) {
  const amount = quotient(month.amount, DAYS, 2) ?? "0";
  return {
    money: { ...month, amount },
    share: quotient(month.amount, times(cost.amount, DAYS), 6),
  };
}

/** How full a limit is, for pixels. */
export const fill = ({ used, most }: Pick<LimitUse, "used" | "most">): number =>
  Math.min(1, approximately(used.amount) / (approximately(most.amount) || 1));

export const leftOf = ({ used, most }: Pick<LimitUse, "used" | "most">): Money => ({
  ...most,
  amount: minus(most.amount, used.amount),
});
