/** Lower and upper limits; shares are typed as percent and kept as exact fractions. */
import { useState } from "react";

import { isDecimal, shift } from "@/lib/decimal";
import type { FilterProps, NumberFilter } from "@/lib/filters";
import { TextField } from "@/ui/field";

import css from "./page.module.css";

type Limit = { name: NumberFilter; label: string; unit?: string; places: number };

const limits: Limit[] = [
  { name: "min_profit", label: "Profit at least", places: 0 },
  { name: "min_margin", label: "Margin at least", unit: "%", places: 2 },
  { name: "min_roi", label: "ROI at least", unit: "%", places: 2 },
  { name: "min_probability", label: "Sure at least", unit: "%", places: 2 },
  { name: "max_risk", label: "Risk at most", places: 0 },
  { name: "max_age_hours", label: "Found within", unit: "hours", places: 0 },
];

function LimitField({ limit, filters, onFilters }: { limit: Limit } & FilterProps) {
  const { name, label, unit, places } = limit;
  const kept = filters[name];
  const [draft, setDraft] = useState<string | null>(null);
  const wrong = draft !== null && draft !== "" && !isDecimal(draft.replace(",", "."));

  const keep = () => {
    if (draft === null || wrong) return;
    const typed = draft.replace(",", ".").trim();
    onFilters({ ...filters, [name]: typed === "" ? undefined : shift(typed, -places) });
    setDraft(null);
  };

  return (
    <TextField
      label={label}
      unit={unit}
      inputMode="decimal"
      placeholder="Any"
      value={draft ?? (kept === undefined ? "" : shift(kept, places))}
      error={wrong ? "A number, please" : null}
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
