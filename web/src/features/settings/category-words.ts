/** Limits of a category as words, and as a beginning for new ones. */
import type { CategoryLimits, LimitsChange, WorkspaceSettings } from "@/api/settings";
import { same } from "@/lib/decimal";
import { formatMoney, formatShare } from "@/lib/money";

import { LIMITS, ROI_DEFINITIONS } from "./policy-fields";

/** The limits that hold everywhere, for a category that is to have its own. */
export const likeEverywhere = (policy: WorkspaceSettings, category: string): CategoryLimits => ({
  category,
  min_margin: policy.min_margin,
  min_profit: policy.min_profit,
  max_investment: policy.max_investment,
  max_days: policy.max_days,
  wanted_roi: policy.wanted_roi,
  min_probability: policy.min_probability,
  roi_definition: policy.roi_definition,
});

/** The name of a category, and its limits as they are sent. */
export const named = ({ category, ...limits }: CategoryLimits): [string, LimitsChange] => [
  category,
  limits,
];

function said(name: keyof CategoryLimits, limits: CategoryLimits, currency: string): string {
  const money = (amount: string | number) => formatMoney({ amount: String(amount), currency });
  const share = (value: string | number) => formatShare(String(value));
  const words: Record<keyof CategoryLimits, () => string> = {
    category: () => limits.category,
    min_profit: () => `profit at least ${money(limits.min_profit)}`,
    min_margin: () => `margin at least ${share(limits.min_margin)}`,
    wanted_roi: () => `ROI at least ${share(limits.wanted_roi)}`,
    max_investment: () => `at most ${money(limits.max_investment)} an item`,
    min_probability: () => `sure at least ${share(limits.min_probability)}`,
    max_days: () => `at most ${limits.max_days}\u00a0days`,
    roi_definition: () =>
      `ROI is ${ROI_DEFINITIONS.find(([key]) => key === limits.roi_definition)?.[1].toLowerCase() ?? ""}`,
  };
  return words[name]();
}

/** What of a category is not as it is everywhere. */
export function differences(limits: CategoryLimits, policy: WorkspaceSettings): string[] {
  const numbers = LIMITS.map(({ name }) => name).filter(
    (name) => !same(String(limits[name]), String(policy[name])),
  );
  const other = limits.roi_definition === policy.roi_definition ? [] : ["roi_definition" as const];
  return [...numbers, ...other].map((name) => said(name, limits, policy.currency));
}
