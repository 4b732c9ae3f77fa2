/** How often a search asks the marketplaces that can be asked for words. */
import { formatMany } from "@/lib/money";
import { SelectField } from "@/ui/forms/field";

const choices = [5, 10, 15, 30, 60, 180, 360, 720, 1440];

/** In hours where they are whole ones: the API takes any number of minutes. */
const told = (minutes: number): string =>
  minutes < 60 || minutes % 60 !== 0
    ? formatMany(minutes, "minute")
    : formatMany(minutes / 60, "hour");

export function EveryField({
  minutes,
  least,
  onChange,
}: {
  minutes: number;
  /** The plan allows no shorter one. */
  least: number;
  onChange: (minutes: number) => void;
}) {
  const allowed = choices.filter((one) => one >= least);
  const offered = allowed.includes(minutes) ? allowed : [...allowed, minutes].sort((a, b) => a - b);
  return (
    <SelectField
      label="Check every"
      value={minutes}
      onChange={(event) => {
        onChange(Number(event.target.value));
      }}
    >
      {offered.map((one) => (
        <option key={one} value={one}>
          {told(one)}
        </option>
      ))}
    </SelectField>
  );
}
