/** Lower and upper limits; shares are typed as percent and kept as exact fractions. */
import { useState } from "react";

import { compare, shift, signOf } from "@/lib/decimal";
import type { FilterProps, NumberFilter } from "@/lib/filters";
import { asTyped, typedMistake, typedNumber } from "@/lib/typed";
import { TextField } from "@/ui/forms/field";

import css from "./page.module.css";

type Limit = {
  name: NumberFilter;
  label: string;
  unit?: string;
  places: number;
  /** What is typed is at most this. */
  most?: string;
};

const limits: Limit[] = [
  { name: "min_profit", label: "Profit at least", places: 0 },
  { name: "min_margin", label: "Margin at least", unit: "%", places: 2, most: "100" },
  { name: "min_roi", label: "ROI at least", unit: "%", places: 2, most: "10000" },
  { name: "min_probability", label: "Sure at least", unit: "%", places: 2, most: "100" },
  { name: "max_risk", label: "Risk at most", places: 0 },
  { name: "max_age_hours", label: "Found within", unit: "hours", places: 0 },
];

const isSmall = ({ unit }: Limit) => ({ small: unit !== undefined });

function complaint(limit: Limit, text: string): string | null {
  if (text.trim() === "") return null;
  const typed = typedNumber(text, isSmall(limit));
  if (typed === null) return typedMistake(text, isSmall(limit));
  const { most } = limit;
  if (signOf(typed) < 0) return "Not below 0";
  return most && compare(typed, most) > 0 ? `At most ${most}%` : null;
}

function LimitField({ limit, filters, onFilters }: { limit: Limit } & FilterProps) {
  const { name, label, unit, places } = limit;
  const kept = filters[name];
  const [draft, setDraft] = useState<string | null>(null);
  const wrong = complaint(limit, draft ?? "");

  const keep = () => {
    if (draft === null || wrong) return;
    const typed = typedNumber(draft, isSmall(limit));
    onFilters({ ...filters, [name]: typed === null ? undefined : shift(typed, -places) });
    setDraft(null);
  };

  return (
    <TextField
      label={label}
      unit={unit}
      inputMode="decimal"
      placeholder="Any"
      value={draft ?? (kept === undefined ? "" : asTyped(shift(kept, places)))}
      error={wrong}
      onChange={(event) => {
        setDraft(event.target.value);
      }}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter") keep();
      }}
    />
  );
}

export function NumberFilters(props: FilterProps) {
  return (
    <div className={css.numbers}>
      {limits.map((limit) => (
        <LimitField key={limit.name} limit={limit} {...props} />
      ))}
    </div>
  );
}
