/** What is assumed of risks, a figure at a time; each says what bolo assumes by itself. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { opportunities } from "@/api/opportunities";
import { askToAssume, settings, type RiskSettings } from "@/api/settings";
import { formatShare } from "@/lib/money";
import { say } from "@/ui/feedback/toast";
import { TextField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";

import {
  asPercent,
  HAZARDS,
  RISK_FIELDS,
  riskChanged,
  riskComplaint,
  type RiskDraft,
} from "./risk-fields";
import css from "./settings.module.css";
import { Unsaved } from "./unsaved";

function useAssuming() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: askToAssume,
    meta: { quiet: true },
    onSuccess: (saved) => {
      client.setQueryData(settings.risk().queryKey, saved);
      void client.invalidateQueries({ queryKey: opportunities.all }); // nobody waits for these
    },
  });
}

export function RiskForm({ risk }: { risk: RiskSettings }) {
  const { figures, defaults, basis } = risk;
  const save = useAssuming();
  const [draft, setDraft] = useState<RiskDraft>({});
  const wrong = RISK_FIELDS.some(({ name }) => {
    const text = draft[name];
    return text !== undefined && riskComplaint(name, text) !== null;
  });
  const changed = Object.keys(draft).length > 0;
  const labels = new Map(basis.map(({ name, label }) => [name, label]));
  const discard = () => {
    setDraft({});
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (wrong || !changed) return;
    save.mutate(riskChanged(draft), {
      onSuccess: () => {
        discard();
        say("Saved. Open opportunities are judged again.");
      },
    });
  };
  return (
    <Card className={css.form}>
      <form onSubmit={submit} noValidate>
        {HAZARDS.map(({ hazard, fields }) => (
          <div key={hazard} className={css.group}>
            <h3>{labels.get(hazard) ?? hazard}</h3>
            <div className={css.grid}>
              {fields.map(({ name, label }) => (
                <TextField
                  key={name}
                  label={label}
                  unit="%"
                  inputMode="decimal"
                  autoComplete="off"
                  hint={`bolo assumes ${formatShare(defaults[name], { digits: 4, least: 0 })}`}
                  value={draft[name] ?? asPercent(figures[name])}
                  error={draft[name] === undefined ? null : riskComplaint(name, draft[name])}
                  onChange={(event) => {
                    setDraft((known) => ({ ...known, [name]: event.target.value }));
                  }}
                />
              ))}
            </div>
          </div>
        ))}
        {changed && <Unsaved wrong={wrong} saving={save} onDiscard={discard} />}
      </form>
    </Card>
  );
}
