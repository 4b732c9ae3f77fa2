/** The settings of a channel, as its kind describes them. */
import type { ChannelSetting } from "@/api/channels";
import { TextField } from "@/ui/forms/field";

const types = {
  text: "text",
  secret: "password",
  email: "email",
  phone: "tel",
  address: "url",
} as const;

type Props = {
  settings: readonly ChannelSetting[];
  values: Readonly<Record<string, string>>;
  onChange: (values: Record<string, string>) => void;
  /** Secret settings that are there already, and stay when they are left empty. */
  kept?: boolean;
};

export function SettingFields({ settings, values, onChange, kept = false }: Props) {
  return settings.map(({ name, label, entry, note, example, default: usual, required }) => {
    const stays = kept && entry === "secret";
    return (
      <TextField
        key={name}
        label={required ? label : `${label} (optional)`}
        hint={stays ? "Leave it empty to keep the one that is there." : note || undefined}
        type={types[entry]}
        autoComplete="off"
        spellCheck={false}
        required={required && !stays}
        placeholder={usual || example}
        value={values[name] ?? ""}
        onChange={({ target }) => {
          onChange({ ...values, [name]: target.value });
        }}
      />
    );
  });
}
