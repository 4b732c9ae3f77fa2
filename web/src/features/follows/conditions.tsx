/** When to tell, as boxes to tick with the figures that some of them need. */
import type { Target } from "@/api/follows";
import { typedMistake } from "@/lib/typed";
import { TextField } from "@/ui/forms/field";

import css from "./follows.module.css";
import { names, offered, type When, type Wish } from "./wish";

function Figures({ when, wish }: { when: When; wish: Wish }) {
  const entry = wish.entries[when];
  if (when === "below") {
    return (
      <>
        <TextField
          label="Price to fall below"
          hideLabel
          inputMode="decimal"
          autoComplete="off"
          value={entry.amount}
          error={entry.amount.trim() ? typedMistake(entry.amount) : null}
          onChange={({ target }) => {
            wish.set(when, { amount: target.value });
          }}
        />
        <TextField
          label="Currency"
          hideLabel
          maxLength={3}
          value={entry.currency}
          onChange={({ target }) => {
            wish.set(when, { currency: target.value.toUpperCase() });
          }}
        />
      </>
    );
  }
  if (when !== "drop" && when !== "rise") return null;
  return (
    <>
      <TextField
        label={`${names[when]} by`}
        hideLabel
        unit="%"
        inputMode="decimal"
        autoComplete="off"
        value={entry.percent}
        onChange={({ target }) => {
          wish.set(when, { percent: target.value });
        }}
      />
      <TextField
        label={`${names[when]} within`}
        hideLabel
        unit="days"
        inputMode="numeric"
        autoComplete="off"
        value={entry.days}
        onChange={({ target }) => {
          wish.set(when, { days: target.value });
        }}
      />
    </>
  );
}

export function Conditions({ kind, wish }: { kind: Target["kind"]; wish: Wish }) {
  return (
    <fieldset className={css.conditions}>
      <legend>Tell me when</legend>
      {offered(kind).map((when) => (
        <div key={when} className={css.condition}>
          <label>
            <input
              type="checkbox"
              checked={wish.entries[when].on}
              onChange={({ target }) => {
                wish.set(when, { on: target.checked });
              }}
            />
            {names[when]}
          </label>
          {wish.entries[when].on && <Figures when={when} wish={wish} />}
        </div>
      ))}
    </fieldset>
  );
}
