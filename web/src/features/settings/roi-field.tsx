/** Chooses what ROI means. */
import { SelectField } from "@/ui/forms/field";

import { ROI_DEFINITIONS } from "./policy-fields";

type RoiFieldProps = {
  value: string;
  onChoose: (value: string) => void;
};

export function RoiField({ value, onChoose }: RoiFieldProps) {
  const isKnown = ROI_DEFINITIONS.some(([name]) => name === value);
  return (
    <SelectField
      label="ROI means"
      value={value}
      onChange={(event) => {
        onChoose(event.target.value);
      }}
    >
      {!isKnown && <option value={value}>{value}</option>}
      {ROI_DEFINITIONS.map(([name, words]) => (
        <option key={name} value={name}>
          {words}
        </option>
      ))}
    </SelectField>
  );
}
