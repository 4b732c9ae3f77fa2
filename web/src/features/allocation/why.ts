/** Why something stays out, in words that a person would use; shops and limits by their names. */
import type { AllocatedNot, LimitShortage, LimitUse } from "@/api/allocation";
import { formatMoney } from "@/lib/money";

type Named = Pick<LimitUse, "kind" | "name">;
type ShopName = (host: string) => string;

export const WHYS = ["no_room", "too_large", "other_venue", "no_profit"] as const;

const names: Record<AllocatedNot["why"], string> = {
  no_room: "No room",
  too_large: "Too large",
  other_venue: "Taken elsewhere",
  no_profit: "Nothing to gain",
};

export const whyName = (why: AllocatedNot["why"]): string => names[why];

/** "Budget", "Watches", "Harbor Goods": a limit as a title. */
export function limitName({ kind, name }: Named, shopName: ShopName): string {
  if (kind === "budget") return "Budget";
  if (kind === "shortfall") return "Shortfall";
  return kind === "seller" ? shopName(name) : name;
}

const within = (one: Named, shopName: ShopName): string =>
  one.kind === "budget" || one.kind === "shortfall"
    ? `the ${one.kind}`
    : `the limit for ${limitName(one, shopName)}`;

const listed = new Intl.ListFormat("en", { type: "conjunction" });

const shortWords = (shortages: readonly LimitShortage[], shopName: ShopName) =>
  listed.format(
    shortages.map((one) => `${formatMoney(one.short)} more of ${within(one, shopName)}`),
  );

const aboveWords = (shortages: readonly LimitShortage[], shopName: ShopName) =>
  listed.format(shortages.map((one) => `${within(one, shopName)} by ${formatMoney(one.short)}`));

export function whyWords(one: AllocatedNot, shopName: ShopName): string {
  if (one.why === "no_profit") {
    const earns = `It is expected to earn ${formatMoney(one.expected_profit)}`;
    return Number(one.expected_profit.amount) > 0
      ? `${earns} in ${one.days}\u00a0days: nothing a month, rounded.`
      : `${earns}: nothing to gain.`;
  }
  if (one.why === "other_venue") {
    return "The same listing is taken for another venue, which serves the plan better.";
  }
  if (one.why === "too_large") {
    return `By itself it is above ${aboveWords(one.shortages, shopName)}.`;
  }
  const needs = `It would need ${shortWords(one.shortages, shopName)}.`;
  if (!one.needed) return needs;
  return `${needs} To be worth the place of others it would have to earn about ${formatMoney(one.needed)} a month; it earns ${formatMoney(one.month)}.`;
}
