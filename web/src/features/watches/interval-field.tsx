/** Chooses how often to ask; "Auto" leaves that to bolo. */
import { formatInterval } from "@/lib/time";
import type { Need } from "@/ui/feedback/may";
import { SelectField } from "@/ui/forms/field";

import { intervals, intervalWords, LEARNED } from "./intervals";

type IntervalFieldProps = {
  label: string;
  hideLabel?: boolean;
  /** The interval that a person named, or null while it is learned. */
  named: number | null;
  /** What was learned so far, where there is something yet. */
  learned?: number | null;
  needs?: Need;
  onChoose: (seconds: number | null) => void;
};

export function IntervalField({
  label,
  hideLabel,
  named,
  learned = null,
  needs,
  onChoose,
}: IntervalFieldProps) {
  return (
    <SelectField
      label={label}
      hideLabel={hideLabel}
      needs={needs}
      value={named ?? LEARNED}
      onChange={(event) => {
        const chosen = event.target.value;
        onChoose(chosen === LEARNED ? null : Number(chosen));
      }}
    >
      <option value={LEARNED}>{intervalWords(learned)}</option>
      {intervals(named).map((seconds) => (
        <option key={seconds} value={seconds}>
          {formatInterval(seconds)}
        </option>
      ))}
    </SelectField>
  );
}
