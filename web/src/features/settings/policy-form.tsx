/** The numbers that every verdict rests on. */
import { useQuery } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { settings, type WorkspaceSettings } from "@/api/settings";
import { say } from "@/ui/feedback/toast";
import { Picker } from "@/ui/forms/picker";
import { Card } from "@/ui/page/page";

import { CurrencyField } from "./currency-field";
import { NumberField, NumberFields } from "./number-fields";
import {
  ALL_FIELDS,
  changed,
  GROUPS,
  lacksVatRate,
  mistakes,
  TOLD,
  withoutHidden,
  type Draft,
} from "./policy-fields";
import { RoiField } from "./roi-field";
import { useSaving } from "./saving";
import css from "./settings.module.css";
import { Unsaved } from "./unsaved";
import { VatFields } from "./vat-fields";

const sameSet = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((value) => other.includes(value));

export function PolicyForm({ policy }: { policy: WorkspaceSettings }) {
  const venues = useQuery(settings.venues());
  const save = useSaving();
  const [draft, setDraft] = useState<Draft>({});
  const [picked, setPicked] = useState<string[] | null>(null);
  const exits = picked ?? policy.exit_venues;
  const type = (name: string, text: string) => {
    setDraft((known) => withoutHidden({ ...known, [name]: text }));
  };
  const currency = draft.currency ?? policy.currency;
  const typing = { values: policy, currency, draft, onType: type };
  const discard = () => {
    setDraft({});
    setPicked(null);
  };
  const isChanged = Object.keys(draft).length > 0 || !sameSet(exits, policy.exit_venues);
  const wrong =
    mistakes(ALL_FIELDS, draft).length > 0 || exits.length === 0 || lacksVatRate(policy, draft);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (wrong || !isChanged) return;
    save.mutate(
      { ...changed(draft), ...(picked && { exit_venues: picked }) },
      {
        onSuccess: () => {
          discard();
          say("Saved. Open opportunities are judged again.");
        },
      },
    );
  };

  return (
    <Card className={css.form}>
      <form onSubmit={submit} noValidate>
        {GROUPS.map(({ title, fields }) => (
          <div key={title} className={css.group}>
            <h3>{title}</h3>
            <NumberFields fields={fields} {...typing} />
          </div>
        ))}
        <div className={css.group}>
          <h3>VAT on what you sell</h3>
          <VatFields policy={policy} currency={currency} draft={draft} onType={type} />
        </div>
        <div className={css.group}>
          <h3>How it is judged</h3>
          <div className={css.grid}>
            <CurrencyField
              value={currency}
              onChoose={(value) => {
                type("currency", value);
              }}
            />
            <RoiField
              value={draft.roi_definition ?? policy.roi_definition}
              onChoose={(value) => {
                type("roi_definition", value);
              }}
            />
            <NumberField field={TOLD} {...typing} />
          </div>
          <div className={css.exits}>
            <Picker
              label="Where you can sell"
              noun="venue"
              hint="Each is reckoned with its own fees, dated and sourced."
              error={exits.length === 0 ? "Choose at least one venue" : null}
              options={(venues.data ?? []).map(({ slug, title, currency }) => ({
                value: slug,
                label: title,
                note: currency,
              }))}
              chosen={exits}
              onChoose={setPicked}
            />
          </div>
        </div>
        {isChanged && <Unsaved wrong={wrong} saving={save} onDiscard={discard} />}
      </form>
    </Card>
  );
}
