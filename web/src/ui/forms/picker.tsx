/** Chooses several of many: what is chosen stands as chips, the rest behind a search. */
import { useId, useState } from "react";

import { Button } from "@/ui/actions/button";
import { useBar } from "@/ui/feedback/may";
import { Popover } from "@/ui/overlays/popover";
import { Icon } from "@/ui/signs/icon";

import css from "./picker.module.css";

export type Option = { value: string; label: string; note?: string };

type PickerProps = {
  label: string;
  /** What one of them is called, as in "Add a venue". */
  noun: string;
  hint?: string;
  error?: string | null;
  options: readonly Option[];
  chosen: readonly string[];
  onChoose: (values: string[]) => void;
};

/** The options that hold every word typed, in their own order. */
export function matching(options: readonly Option[], typed: string): Option[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return options.filter(({ value, label, note }) => {
    const text = `${value} ${label} ${note ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function Choices({ options, chosen, onChoose, noun }: Omit<PickerProps, "label">) {
  const [typed, setTyped] = useState("");
  const found = matching(options, typed);
  const toggle = (value: string) => {
    onChoose(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  };
  return (
    <>
      <div className={css.search}>
        <Icon name="search" size={14} />
        <input
          type="search"
          aria-label={`Search ${noun}s`}
          placeholder="Search"
          autoComplete="off"
          // eslint-disable-next-line jsx-a11y/no-autofocus -- the panel was opened to search in it
          autoFocus
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
          onKeyDown={(event) => {
            const only = found.length === 1 ? found[0] : undefined;
            if (event.key !== "Enter") return;
            event.preventDefault();
            if (only) toggle(only.value);
          }}
        />
      </div>
      <div className={css.options}>
        {found.map(({ value, label, note }) => (
          <label key={value} className={css.option}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={() => {
                toggle(value);
              }}
            />
            <span>{label}</span>
            {note && <span className={css.note}>{note}</span>}
          </label>
        ))}
        {found.length === 0 && (
          <p className={css.none}>
            {options.length === 0 ? "Loading…" : `No ${noun} is called that.`}
          </p>
        )}
      </div>
    </>
  );
}

export function Picker({ label, noun, hint, error, options, chosen, onChoose }: PickerProps) {
  const id = useId();
  const bar = useBar();
  const labelOf = (value: string) =>
    options.find((option) => option.value === value)?.label ?? value;
  return (
    <div role="group" aria-labelledby={id} aria-describedby={`${id}-note`} className={css.picker}>
      <span id={id} className={css.label}>
        {label}
      </span>
      <div className={css.chips}>
        {chosen.map((value) => (
          <span key={value} className={css.chip}>
            {labelOf(value)}
            {!bar && (
              <button
                type="button"
                aria-label={`Remove ${labelOf(value)}`}
                onClick={() => {
                  onChoose(chosen.filter((one) => one !== value));
                }}
              >
                <Icon name="close" size={12} />
              </button>
            )}
          </span>
        ))}
        {bar ? (
          <Button small>Add a {noun}</Button>
        ) : (
          <Popover label={`Add a ${noun}`} title={label}>
            <Choices options={options} chosen={chosen} onChoose={onChoose} noun={noun} />
          </Popover>
        )}
      </div>
      <span id={`${id}-note`} className={error ? css.error : css.hint}>
        {error ?? hint}
      </span>
    </div>
  );
}
