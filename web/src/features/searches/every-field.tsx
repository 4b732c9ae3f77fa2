/** How often a search asks the marketplaces that can be asked for words. */
import { SelectField } from "@/ui/forms/field";

const choices = [5, 10, 15, 30, 60, 180, 360, 720, 1440];

const told = (minutes: number): string =>
  minutes < 60 ? `${minutes} minutes` : minutes === 60 ? "1 hour" : `${minutes / 60} hours`;

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
