/** How often a search asks the marketplaces that can be asked for words. */
import { SelectField } from "@/ui/field";

const choices = [5, 10, 15, 30, 60, 180, 360, 720, 1440];

const told = (minutes: number): string =>
  minutes < 60 ? `${minutes} minutes` : minutes === 60 ? "1 hour" : `${minutes / 60} hours`;

export function EveryField({
  minutes,
  onChange,
}: {
  minutes: number;
  onChange: (minutes: number) => void;
}) {
  const offered = choices.includes(minutes) ? choices : [...choices, minutes].sort((a, b) => a - b);
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
