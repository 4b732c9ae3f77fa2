/** The field in which a password is chosen, with what it must be. */
import { TextField } from "./field";

const shortest = 10;

type Props = {
  label?: string;
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
};

export function NewPassword({ label = "Password", value, error, onChange }: Props) {
  return (
    <TextField
      label={label}
      type="password"
      autoComplete="new-password"
      required
      minLength={shortest}
      hint={`At least ${shortest} characters; a few words make a good one`}
      value={value}
      error={error}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    />
  );
}
