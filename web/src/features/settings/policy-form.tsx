/** The numbers that every verdict rests on. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { opportunities } from "@/api/opportunities";
import { askToSave, settings, type WorkspaceSettings } from "@/api/settings";
import { Button } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import { Card } from "@/ui/page";
import { say } from "@/ui/toast";

import { applied, complaint, GROUPS, ROI_DEFINITIONS, shown, type Draft } from "./policy-fields";
import css from "./settings.module.css";

export function PolicyForm({ policy }: { policy: WorkspaceSettings }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>({});
  const save = useMutation({
    mutationFn: askToSave,
    onSuccess: async (saved) => {
      client.setQueryData(settings.policy().queryKey, saved);
      setDraft({});
      say("Saved. Open opportunities are judged again.");
      await client.invalidateQueries({ queryKey: opportunities.all });
    },
  });
  const set = (name: string, value: string) => {
    setDraft((known) => ({ ...known, [name]: value }));
  };
  const fields = GROUPS.flatMap((group) => group.fields);
  const wrong = fields.some(
    (field) => draft[field.name] !== undefined && complaint(field, draft[field.name] ?? ""),
  );
  const categories = policy.by_category?.length ?? 0;
  const changed = Object.keys(draft).length > 0;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!wrong) save.mutate(applied(policy, draft));
  };
  const definitions = ROI_DEFINITIONS.some(([name]) => name === policy.roi_definition)
    ? ROI_DEFINITIONS
    : [...ROI_DEFINITIONS, [policy.roi_definition, policy.roi_definition] as const];

  return (
    <Card className={css.form}>
      <form onSubmit={submit} noValidate>
        {GROUPS.map(({ title, fields: inGroup }) => (
          <div key={title} className={css.group}>
            <h3>{title}</h3>
            <div className={css.grid}>
              {inGroup.map((field) => {
                const typed = draft[field.name];
                return (
                  <TextField
                    key={field.name}
                    label={field.label}
                    hint={field.hint}
                    unit={field.unit === "money" ? policy.currency : field.unit}
                    inputMode="decimal"
                    value={typed ?? shown(field, policy)}
                    error={typed === undefined ? null : complaint(field, typed)}
                    onChange={(event) => {
                      set(field.name, event.target.value);
                    }}
                  />
                );
              })}
            </div>
          </div>
        ))}
        <div className={css.group}>
          <h3>How it is judged</h3>
          <div className={css.grid}>
            <SelectField
              label="ROI means"
              value={draft.roi_definition ?? policy.roi_definition}
              onChange={(event) => {
                set("roi_definition", event.target.value);
              }}
            >
              {definitions.map(([name, words]) => (
                <option key={name} value={name}>
                  {words}
                </option>
              ))}
            </SelectField>
            <TextField
              label="Exit venues"
              hint="Where you can sell, separated by commas"
              value={draft.exit_venues ?? policy.exit_venues.join(", ")}
              onChange={(event) => {
                set("exit_venues", event.target.value);
              }}
            />
          </div>
        </div>
        <div className={css.foot}>
          {categories > 0 && <span>{categories} categories have their own limits</span>}
          {changed && (
            <Button
              look="ghost"
              onClick={() => {
                setDraft({});
              }}
            >
              Discard
            </Button>
          )}
          <Button type="submit" look="primary" disabled={!changed || wrong || save.isPending}>
            {save.isPending ? "Saving…" : "Save"}
          </Button>
        </div>
      </form>
    </Card>
  );
}
