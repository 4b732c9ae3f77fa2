/** How much money there is, and how much of it may stand on one thing. */
import { useState, type SubmitEvent } from "react";

import { signOf } from "@/lib/decimal";
import { LIMITS, type LimitName, type PlanLimits } from "@/lib/limits";
import { asTyped, typedMistake, typedNumber } from "@/lib/typed";
import { Button } from "@/ui/actions/button";
import { TextField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";

import css from "./allocation.module.css";

const words: Record<LimitName, { label: string; hint: string }> = {
  budget: { label: "Budget", hint: "All of it together" },
  per_category: { label: "In one category", hint: "At most; empty for no limit" },
  per_seller: { label: "At one seller", hint: "At most; empty for no limit" },
  max_shortfall: { label: "Shortfall", hint: "Mean loss in the worst 5% of cases" },
};

type LimitsFormProps = {
  limits: PlanLimits;
  currency: string;
  busy: boolean;
  onPlan: (limits: PlanLimits) => void;
};

function complaint(name: LimitName, typed: string | undefined): string | null {
  if (typed === undefined) return null;
  if (typed.trim() === "") return name === "budget" ? "How much is there to spend?" : null;
  const mistake = typedMistake(typed);
  if (mistake !== null) return mistake;
  return signOf(typedNumber(typed) ?? "") < 0 ? "Not less than nothing" : null;
}

export function LimitsForm({ limits, currency, busy, onPlan }: LimitsFormProps) {
  const [typed, setTyped] = useState<PlanLimits>({});
  const valueOf = (name: LimitName) => typed[name] ?? asTyped(limits[name] ?? "");
  const wrong = LIMITS.some((name) => complaint(name, typed[name]) !== null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (wrong) return;
    const read = (name: LimitName, text: string | undefined) =>
      text === undefined ? limits[name] : typedNumber(text);
    const filled = LIMITS.map((name) => [name, read(name, typed[name])] as const);
    onPlan(Object.fromEntries(filled.filter(([, amount]) => amount)));
    setTyped({});
  };
  return (
    <Card className={css.form}>
      <form onSubmit={submit} noValidate aria-label="Limits">
        {LIMITS.map((name) => (
          <TextField
            key={name}
            {...words[name]}
            unit={currency}
            inputMode="decimal"
            autoComplete="off"
            value={valueOf(name)}
            error={complaint(name, typed[name])}
            onChange={(event) => {
              setTyped((known) => ({ ...known, [name]: event.target.value }));
            }}
          />
        ))}
        <Button type="submit" look="primary" disabled={wrong || busy}>
          {busy ? "Planning…" : "Plan"}
        </Button>
      </form>
    </Card>
  );
}
