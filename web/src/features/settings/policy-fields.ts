/** The numbers of the policy as fields: shares are typed as percent, kept as exact fractions. */
import type { CategoryLimits, SettingsChange, WorkspaceSettings } from "@/api/settings";
import { compare, shift, signOf } from "@/lib/decimal";
import { asTyped, typedMistake, typedNumber } from "@/lib/typed";

type NumberKey =
  | "min_profit"
  | "min_margin"
  | "min_probability"
  | "wanted_roi"
  | "max_investment"
  | "max_days"
  | "hysteresis"
  | "shipping_in"
  | "prep_cost"
  | "tax_rate"
  | "import_rate"
  | "currency_spread"
  | "asked_share"
  | "vat_rate";

export type PolicyField = {
  name: NumberKey;
  label: string;
  unit: "money" | "%" | "days";
  hint?: string;
};

export const GROUPS: readonly { title: string; fields: readonly PolicyField[] }[] = [
  {
    title: "What is worth buying",
    fields: [
      { name: "min_profit", label: "Minimum profit", unit: "money" },
      { name: "min_margin", label: "Minimum margin", unit: "%" },
      { name: "wanted_roi", label: "Wanted ROI", unit: "%", hint: "Sets the most to pay" },
      { name: "max_investment", label: "Maximum investment", unit: "money", hint: "Per item" },
      {
        name: "min_probability",
        label: "Sure at least",
        unit: "%",
        hint: "That it is the same thing",
      },
      { name: "max_days", label: "Maximum days to hold", unit: "days" },
    ],
  },
  {
    title: "What it costs to have it",
    fields: [
      { name: "shipping_in", label: "Shipping in", unit: "money", hint: "Where not stated" },
      { name: "prep_cost", label: "Preparation", unit: "money", hint: "Per item" },
      { name: "tax_rate", label: "Tax on purchase", unit: "%" },
      { name: "import_rate", label: "Import duty", unit: "%" },
      { name: "currency_spread", label: "Currency spread", unit: "%", hint: "Over the ECB rate" },
    ],
  },
  {
    title: "What it will bring",
    fields: [
      {
        name: "asked_share",
        label: "A sale brings, of the middle ask",
        unit: "%",
        hint: "At most; an ask is no sale",
      },
    ],
  },
];

export const TOLD: PolicyField = {
  name: "hysteresis",
  label: "Tell again after a fall of",
  unit: "%",
  hint: "Below the minimum profit, so that no deal rings all day",
};

/** Shown where a scheme of VAT is chosen. */
export const VAT_RATE: PolicyField = {
  name: "vat_rate",
  label: "Rate of VAT",
  unit: "%",
  hint: "Such as 19",
};

export const ALL_FIELDS: readonly PolicyField[] = [
  ...GROUPS.flatMap(({ fields }) => fields),
  TOLD,
  VAT_RATE,
];

/** What a category may have limits of its own for. */
export const LIMITS = (GROUPS[0]?.fields ?? []) as readonly (PolicyField & {
  name: Exclude<keyof CategoryLimits, "category" | "roi_definition">;
})[];

export const ROI_DEFINITIONS: readonly [WorkspaceSettings["roi_definition"], string][] = [
  ["profit_over_landed_cost", "Profit / landed cost"],
  ["profit_over_price", "Profit / purchase price"],
  ["profit_over_exit_price", "Profit / exit price"],
];

/** Parts of a whole: nothing has more than all of it. */
const PARTS = new Set<NumberKey>(["min_margin", "min_probability", "asked_share", "hysteresis"]);

export type Draft = Record<string, string>;

type VatScheme = NonNullable<WorkspaceSettings["vat_scheme"]>;

/** The scheme of VAT that is chosen, kept or not. */
export const vatSchemeOf = (policy: WorkspaceSettings, draft: Draft): VatScheme =>
  (draft.vat_scheme as VatScheme | undefined) ?? policy.vat_scheme ?? "none";

/** The draft without a rate that no scheme shows: a mistake in it could not be mended. */
export const withoutHidden = (draft: Draft): Draft =>
  draft.vat_scheme === "none"
    ? Object.fromEntries(Object.entries(draft).filter(([name]) => name !== "vat_rate"))
    : draft;

/** Whether VAT is owed and its rate is missing. */
export function lacksVatRate(policy: WorkspaceSettings, draft: Draft): boolean {
  const typed = draft.vat_rate;
  const rate =
    typed === undefined ? (policy.vat_rate ?? "0") : (typedNumber(typed, { small: true }) ?? "");
  return vatSchemeOf(policy, draft) !== "none" && signOf(rate) === 0;
}

export const shown = (
  field: PolicyField,
  policy: Partial<Record<NumberKey, string | number>>,
): string => {
  const value = shift(String(policy[field.name]), field.unit === "%" ? 2 : 0);
  const isHalf = field.unit === "money" && /\.\d$/.test(value);
  return asTyped(isHalf ? `${value}0` : value); // "1.50", but "1000"
};

const isSmall = ({ unit }: PolicyField) => ({ small: unit !== "money" });

/** The sentence to show beside the field, or null when the text is fine. */
export function complaint(field: PolicyField, text: string): string | null {
  if (field.unit === "days")
    return /^[1-9]\d*$/.test(text.trim()) ? null : "A whole number of days";
  const typed = typedNumber(text, isSmall(field));
  if (typed === null) return typedMistake(text, isSmall(field));
  if (signOf(typed) < 0) return "Not below 0";
  if (field.name === "vat_rate" && compare(typed, "100") >= 0) return "Below 100%";
  return PARTS.has(field.name) && compare(typed, "100") > 0 ? "At most 100%" : null;
}

/** What was typed as it is sent, and nothing else. */
export function changed(draft: Draft): Omit<SettingsChange, "categories"> {
  const next: Record<string, unknown> = {};
  for (const field of ALL_FIELDS) {
    const text = draft[field.name];
    if (text === undefined) continue;
    const typed = typedNumber(text, isSmall(field)) ?? text.trim();
    if (field.unit === "days") next[field.name] = Number(typed);
    else next[field.name] = field.unit === "%" ? shift(typed, -2) : typed;
  }
  for (const name of ["roi_definition", "currency", "vat_scheme"]) {
    if (draft[name] !== undefined) next[name] = draft[name];
  }
  if (draft.vat_reclaimed !== undefined) next.vat_reclaimed = draft.vat_reclaimed === "true";
  return next;
}

/** The fields of which something is typed that cannot be. */
export const mistakes = (fields: readonly PolicyField[], draft: Draft): PolicyField[] =>
  fields
    .filter(({ name }) => draft[name] !== undefined)
    .filter((field) => {
      return complaint(field, draft[field.name] ?? "") !== null;
    });
