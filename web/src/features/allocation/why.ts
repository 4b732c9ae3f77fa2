/** Why something stays out, in words that a person would use; shops and limits by their names. */
import type { AllocatedNot, LimitShortage, LimitUse } from "@/api/allocation";
import { formatCount, formatMoney } from "@/lib/money";

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
    return "The same listing is taken for another venue: a thing can be sold only once.";
  }
  if (one.why === "too_large") {
    return `By itself it is above ${aboveWords(one.shortages, shopName)}.`;
  }
  const needs = `It would need ${shortWords(one.shortages, shopName)}.`;
  if (!one.needed) return needs;
  const others =
    one.instead.length === 1
      ? "1 deal in the plan earns"
      : `${one.instead.length} deals in the plan earn`;
  return `${needs} In its place ${others} ${formatMoney(one.needed)} a month; it would earn ${formatMoney(one.month)}.`;
}

/** What is left of a limit, and what that is too little for; nothing where it keeps nothing out. */
export function keptOutWords(use: LimitUse): string | null {
  if (use.kept_out === 0 || !use.least) return null;
  const deals = use.kept_out === 1 ? "1 deal" : `${formatCount(use.kept_out)} deals`;
  const few = `${formatMoney(use.left)} left, too little for ${deals} that would take ${formatMoney(use.least)} or more.`;
  if (!use.more || !use.gain) return few;
  return `${few} ${formatMoney(use.more)} more lets one of them in, for ${formatMoney(use.gain)} a month.`;
}
