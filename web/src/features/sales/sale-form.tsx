/** What was sold, where, when and for how much; with its cost it says at once what was made. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { settings } from "@/api/settings";
import { formatMoney, isLoss } from "@/lib/money";
import { Button } from "@/ui/actions/button";
import { SelectField, TextField } from "@/ui/forms/field";

import {
  complaintsOf,
  CONDITIONS,
  dayOf,
  isPriced,
  madeOf,
  type Complaints,
  type Draft,
} from "./sale-draft";
import css from "./sales.module.css";

type Fields = {
  draft: Draft;
  wrong: Complaints;
  onType: (part: Partial<Draft>) => void;
};

function Where({ draft, onType }: Fields) {
  const venues = useQuery(settings.venues()).data ?? [];
  return (
    <>
      <SelectField
        label="Sold at"
        value={draft.venue}
        onChange={({ target }) => {
          onType({ venue: target.value });
        }}
      >
        {venues.map(({ slug, title }) => (
          <option key={slug} value={slug}>
            {title}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Condition"
        value={draft.condition}
        onChange={({ target }) => {
          onType({ condition: target.value as Draft["condition"] });
        }}
      >
        {CONDITIONS.map((one) => (
          <option key={one} value={one}>
            {one.replaceAll("_", " ")}
          </option>
        ))}
      </SelectField>
    </>
  );
}

type AmountName = "amount" | "cost" | "fees";

function Amount({
  name,
  label,
  hint,
  ...fields
}: Fields & { name: AmountName; label: string; hint: string }) {
  const { draft, wrong, onType } = fields;
  return (
    <TextField
      label={label}
      hint={hint}
      unit={draft.currency}
      inputMode="decimal"
      autoComplete="off"
      value={draft[name]}
      error={wrong[name]}
      onChange={({ target }) => {
        onType({ [name]: target.value });
      }}
    />
  );
}

function Day({
  name,
  label,
  hint,
  most,
  ...fields
}: Fields & { name: "sold" | "listed"; label: string; hint?: string; most: string }) {
  const { draft, wrong, onType } = fields;
  return (
    <TextField
      type="date"
      label={label}
      hint={hint}
      max={most}
      value={draft[name]}
      error={wrong[name]}
      onChange={({ target }) => {
        onType({ [name]: target.value });
      }}
    />
  );
}

function Made({ draft }: { draft: Draft }) {
  const owesVat = (useQuery(settings.policy()).data?.vat_scheme ?? "none") !== "none";
  const made = madeOf(draft);
  if (made === null)
    return <p className={css.made}>With what it cost you, it shows what you made.</p>;
  const money = { amount: made, currency: draft.currency };
  return (
    <p className={css.made}>
      {isLoss(money) ? "You lost " : "You made "}
      <b data-tone={isLoss(money) ? "loss" : "gain"}>{formatMoney(money, { sign: true })}</b>
      {draft.fees.trim() === "" && ", fees not counted"}
      {owesVat && ", before VAT"}
    </p>
  );
}

type FormProps = {
  first: Draft;
  busy: boolean;
  refusal: Error | null;
  onEdit: () => void;
  onSave: (draft: Draft) => void;
};

export function SaleForm({ first, busy, refusal, onEdit, onSave }: FormProps) {
  const [draft, setDraft] = useState(first);
  const [today] = useState(() => new Date());
  const wrong = complaintsOf(draft, today);
  const broken = Object.keys(wrong).length > 0;
  const ready = isPriced(draft) && !broken;
  const fields: Fields = {
    draft,
    wrong,
    onType: (part) => {
      setDraft((known) => ({ ...known, ...part }));
      if (refusal) onEdit(); // what was refused is not what stands there now
    },
  };
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) onSave(draft);
      }}
    >
      <Where {...fields} />
      <Amount {...fields} name="amount" label="What it brought" hint="As the buyer paid it" />
      <TextField
        label="Currency"
        maxLength={3}
        autoComplete="off"
        value={draft.currency}
        error={wrong.currency}
        onChange={({ target }) => {
          fields.onType({ currency: target.value.toUpperCase() });
        }}
      />
      <Amount {...fields} name="cost" label="What it cost you" hint="In all; may stay empty" />
      <Amount {...fields} name="fees" label="Fees" hint="Of the sale; may stay empty" />
      <Day {...fields} name="listed" label="Listed on" hint="May stay empty" most={draft.sold} />
      <Day {...fields} name="sold" label="Sold on" most={dayOf(today)} />
      {!broken && <Made draft={draft} />}
      {refusal && (
        <p role="alert" className={css.refusal}>
          {refusal.message}
        </p>
      )}
      <div className={css.save}>
        <Button type="submit" look="primary" disabled={!ready || busy}>
          {busy ? "Entering…" : "Enter the sale"}
        </Button>
      </div>
    </form>
  );
}
