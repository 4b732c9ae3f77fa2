/** A field for an amount, typed as each country types it; what may be two numbers is asked about. */
import { useState } from "react";

import { asTyped, typedMistake, typedNumber } from "@/lib/typed";

import { TextField } from "./field";

type AmountProps = {
  label: string;
  hint?: string;
  unit?: string;
  placeholder?: string;
  amount: string | null;
  /** Called with null while there is no one number. */
  onChange: (amount: string | null) => void;
};

export function AmountField({ amount, onChange, ...words }: AmountProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed?.trim() ? typedMistake(typed) : null;
  return (
    <TextField
      {...words}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? asTyped(amount ?? "")}
      error={wrong}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(typedNumber(target.value));
      }}
      onBlur={() => {
        if (wrong === null) setTyped(null);
      }}
    />
  );
}
