/** Limits for one category: they begin as those that hold everywhere. */
import { useQuery } from "@tanstack/react-query";
import { useId, useState, type SubmitEvent } from "react";

import { opportunities } from "@/api/opportunities";
import type { CategoryLimits, LimitsChange, WorkspaceSettings } from "@/api/settings";
import { Button } from "@/ui/actions/button";
import { TextField } from "@/ui/forms/field";
import { Dialog } from "@/ui/overlays/dialog";

import { likeEverywhere, named } from "./category-words";
import { NumberFields } from "./number-fields";
import { changed, LIMITS, mistakes, type Draft } from "./policy-fields";
import { RoiField } from "./roi-field";
import css from "./settings.module.css";

type CategoryDialogProps = {
  policy: WorkspaceSettings;
  /** Those to be changed, or null for a new category. */
  limits: CategoryLimits | null;
  error: string | null;
  busy: boolean;
  /** Called with all limits of a new category, or with what was typed of a known one. */
  onSave: (category: string, limits: LimitsChange) => void;
  onClose: () => void;
};

function useCategory(policy: WorkspaceSettings, limits: CategoryLimits | null) {
  const [name, setName] = useState(limits?.category ?? "");
  const category = name.trim();
  const taken =
    limits === null && (policy.by_category ?? []).some((one) => one.category === category);
  return { name, setName, category, mistake: taken ? "It has limits of its own already" : null };
}

export function CategoryDialog(props: CategoryDialogProps) {
  const { policy, limits, error, busy, onSave, onClose } = props;
  const facets = useQuery(opportunities.facets());
  const suggestions = useId();
  const { name, setName, category, mistake } = useCategory(policy, limits);
  const [draft, setDraft] = useState<Draft>({});
  const start = limits ?? likeEverywhere(policy, category);
  const wrong = !category || mistake !== null || mistakes(LIMITS, draft).length > 0;
  const type = (field: string, text: string) => {
    setDraft((known) => ({ ...known, [field]: text }));
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (wrong) return;
    const [, first] = named(start);
    onSave(category, { ...(limits === null && first), ...changed(draft) });
  };
  return (
    <Dialog
      title={limits ? `Limits for ${limits.category}` : "Limits for a category"}
      onClose={onClose}
    >
      <form className={css.dialog} onSubmit={submit} noValidate>
        {limits === null && (
          <>
            <TextField
              label="Category"
              hint="As it is written in the list of opportunities"
              list={suggestions}
              autoComplete="off"
              maxLength={200}
              value={name}
              error={mistake}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
            <datalist id={suggestions}>
              {facets.data?.categories.map(({ value }) => (
                <option key={value} value={value} />
              ))}
            </datalist>
          </>
        )}
        <NumberFields
          fields={LIMITS}
          values={start}
          currency={policy.currency}
          draft={draft}
          onType={type}
        />
        <RoiField
          value={draft.roi_definition ?? start.roi_definition}
          onChoose={(value) => {
            type("roi_definition", value);
          }}
        />
        {error && (
          <p role="alert" className={css.refusal}>
            {error}
          </p>
        )}
        <div className={css.foot}>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" disabled={wrong || busy}>
            {busy ? "Saving…" : "Save"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
