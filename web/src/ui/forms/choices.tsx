/** Several of a few values, behind a button that says what is chosen. */
import { toggled } from "@/lib/filters";
import { formatCount } from "@/lib/money";
import { Popover } from "@/ui/overlays/popover";

import css from "./filters.module.css";

type Choice = { value: string; count: number };

export function Choices({
  title,
  options,
  chosen = [],
  name = (value) => value,
  onChoose,
}: {
  title: string;
  options: Choice[];
  name?: (value: string) => string;
  chosen: string[] | undefined;
  onChoose: (values: string[]) => void;
}) {
  const label =
    chosen.length === 1
      ? name(chosen[0] ?? "")
      : chosen.length > 1
        ? `${title} · ${chosen.length}`
        : title;
  return (
    <Popover label={label} title={title} active={chosen.length > 0}>
      <div className={css.options}>
        {options.map(({ value, count }) => (
          <label key={value} className={css.option}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={() => {
                onChoose(toggled(chosen, value));
              }}
            />
            <span>{name(value)}</span>
            <span>{formatCount(count)}</span>
          </label>
        ))}
        {options.length === 0 && <p className={css.none}>Nothing to choose from yet.</p>}
      </div>
    </Popover>
  );
}
