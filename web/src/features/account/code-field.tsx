/** A code of an authenticator. */
import { TextField } from "@/ui/forms/field";

type CodeFieldProps = {
  code: string;
  hint?: string;
  error: string | undefined;
  onChange: (code: string) => void;
};

export function CodeField({ code, hint, error, onChange }: CodeFieldProps) {
  return (
    <TextField
      label="Code"
      inputMode="numeric"
      autoComplete="one-time-code"
      placeholder="123456"
      required
      maxLength={40}
      hint={hint}
      value={code}
      error={error}
      onChange={({ target }) => {
        onChange(target.value);
      }}
    />
  );
}
