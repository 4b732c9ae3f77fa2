/** A field for several words or phrases, parted by commas. */
import { useState } from "react";

import { TextField } from "@/ui/forms/field";

import { parted } from "./draft";

type WordsFieldProps = {
  label: string;
  placeholder?: string;
  hint?: string;
  words: readonly string[];
  onChange: (words: string[]) => void;
};

export function WordsField({ label, placeholder, hint, words, onChange }: WordsFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const told = words.join(", ");
  return (
    <TextField
      label={label}
      hint={hint}
      placeholder={placeholder}
      autoComplete="off"
      value={typed !== null && parted(typed).join(", ") === told ? typed : told}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(parted(event.target.value));
      }}
      onBlur={() => {
        setTyped(null);
      }}
    />
  );
}
