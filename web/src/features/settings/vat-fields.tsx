/** How VAT is owed on what is sold: the scheme, and what goes with it. */
import type { WorkspaceSettings } from "@/api/settings";
import { SelectField } from "@/ui/forms/field";

import { NumberField } from "./number-fields";
import { lacksVatRate, VAT_RATE, vatSchemeOf, type Draft } from "./policy-fields";
import css from "./settings.module.css";

export const SCHEMES = {
  none: ["None", "Private, or exempt as a small business"],
  standard: ["On the whole price", "VAT of the rate is in every selling price"],
  margin: ["On the margin alone", "Used goods, bought without VAT: only the difference is taxed"],
} as const satisfies Record<WorkspaceSettings["vat_scheme"] & string, readonly [string, string]>;

type VatFieldsProps = {
  policy: WorkspaceSettings;
  currency: string;
  draft: Draft;
  onType: (name: string, text: string) => void;
};

export function VatFields({ policy, currency, draft, onType }: VatFieldsProps) {
  const scheme = vatSchemeOf(policy, draft);
  return (
    <div className={css.grid}>
      <SelectField
        label="VAT owed on what you sell"
        hint={SCHEMES[scheme][1]}
        value={scheme}
        onChange={({ target }) => {
          onType("vat_scheme", target.value);
        }}
      >
        {Object.entries(SCHEMES).map(([name, [words]]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </SelectField>
      {scheme !== "none" && (
        <NumberField
          field={lacksVatRate(policy, draft) ? { ...VAT_RATE, hint: "Needed: 19, say" } : VAT_RATE}
          values={policy}
          currency={currency}
          draft={draft}
          onType={onType}
        />
      )}
      {scheme === "standard" && (
        <SelectField
          label="VAT in what you paid"
          hint="Of price and shipping, as far as the seller charges it"
          value={draft.vat_reclaimed ?? String(policy.vat_reclaimed ?? true)}
          onChange={({ target }) => {
            onType("vat_reclaimed", target.value);
          }}
        >
          <option value="true">Comes back</option>
          <option value="false">Does not come back</option>
        </SelectField>
      )}
    </div>
  );
}
