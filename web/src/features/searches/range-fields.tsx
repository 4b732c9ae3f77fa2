/** From and to, in a currency; and the place around which to look. */
import type { SearchRange } from "@/api/searches";
import { AmountField } from "@/ui/forms/amount";
import { TextField } from "@/ui/forms/field";

import type { Form } from "./draft";
import css from "./searches.module.css";

type RangeProps = {
  name: string;
  range: SearchRange | null;
  onChange: (range: SearchRange | null) => void;
};

const nothing: SearchRange = {
  least: null,
  most: null,
  above: false,
  below: false,
  currency: null,
};

export function RangeFields({ name, range, onChange }: RangeProps) {
  const given = range ?? nothing;
  const change = (part: Partial<SearchRange>) => {
    const next = { ...given, ...part };
    onChange(next.least || next.most ? next : null);
  };
  return (
    <>
      <AmountField
        label={`${name}, ${given.above ? "more than" : "from"}`}
        amount={given.least ?? null}
        onChange={(least) => {
          change({ least, above: false });
        }}
      />
      <AmountField
        label={`${name}, ${given.below ? "below" : "up to"}`}
        amount={given.most ?? null}
        onChange={(most) => {
          change({ most, below: false });
        }}
      />
      <TextField
        label={`Currency of ${name.toLowerCase()}`}
        placeholder="yours"
        maxLength={3}
        value={given.currency ?? ""}
        disabled={range === null}
        onChange={(event) => {
          const currency = event.target.value.toUpperCase();
          change({ currency: currency === "" ? null : currency });
        }}
      />
    </>
  );
}

export function NearFields({
  near,
  onChange,
}: {
  near: Form["near"];
  onChange: (near: Form["near"]) => void;
}) {
  return (
    <div className={css.near}>
      <TextField
        label="Near"
        placeholder="London"
        autoComplete="off"
        value={near?.place ?? ""}
        onChange={(event) => {
          const place = event.target.value;
          onChange(place.trim() === "" ? null : { place, km: near?.km ?? "30" });
        }}
      />
      <AmountField
        label="Not farther than"
        unit="km"
        amount={near?.km ?? null}
        onChange={(km) => {
          if (near && km !== null) onChange({ ...near, km });
        }}
      />
    </div>
  );
}
