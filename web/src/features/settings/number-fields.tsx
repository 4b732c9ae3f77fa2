/** The policy's numbers as fields, each with what is wrong with it. */
import { TextField } from "@/ui/forms/field";

import { complaint, shown, type Draft, type PolicyField } from "./policy-fields";
import css from "./settings.module.css";

type Typing = {
  values: Parameters<typeof shown>[1];
  currency: string;
  draft: Draft;
  onType: (name: string, text: string) => void;
};

export function NumberField({
  field,
  values,
  currency,
  draft,
  onType,
}: Typing & { field: PolicyField }) {
  const typed = draft[field.name];
  return (
    <TextField
      label={field.label}
      hint={field.hint}
      unit={field.unit === "money" ? currency : field.unit}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? shown(field, values)}
      error={typed === undefined ? null : complaint(field, typed)}
      onChange={(event) => {
        onType(field.name, event.target.value);
      }}
    />
  );
}

export function NumberFields({ fields, ...typing }: Typing & { fields: readonly PolicyField[] }) {
  return (
    <div className={css.grid}>
      {fields.map((field) => (
        <NumberField key={field.name} field={field} {...typing} />
      ))}
    </div>
  );
}
