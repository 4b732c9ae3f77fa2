/** The limits of an allocation, as they stand in the address; none there means the usual ones. */
import { isDecimal, signOf, times } from "./decimal";

export const LIMITS = ["budget", "per_category", "per_seller", "max_shortfall"] as const;
export type LimitName = (typeof LIMITS)[number];
export type PlanLimits = Partial<Record<LimitName, string>>;

const amount = (value: unknown): string | undefined =>
  typeof value === "string" && isDecimal(value) && signOf(value) >= 0 ? value : undefined;

/** Reads whatever stands in the address; limits without a budget mean nothing. */
export function readLimits(search: Record<string, unknown>): PlanLimits {
  const found = LIMITS.flatMap((name) => {
    const value = amount(search[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  const limits: PlanLimits = Object.fromEntries(found);
  return limits.budget === undefined ? {} : limits;
}

const usual: readonly (readonly [LimitName, string])[] = [
  ["budget", "2"],
  ["per_category", "1"],
  ["per_seller", "1"],
  ["max_shortfall", "0.5"],
];

/** Twice what one item may cost; half of it in one category or at one seller, a quarter at risk. */
export const usualLimits = (perItem: string): Record<LimitName, string> =>
  Object.fromEntries(usual.map(([name, factor]) => [name, times(perItem, factor)])) as Record<
    LimitName,
    string
  >;
