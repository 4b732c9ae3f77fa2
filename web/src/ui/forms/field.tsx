/** Labelled inputs and selects; without the right to change them they can still be read. */
import {
  useId,
  type InputHTMLAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type SelectHTMLAttributes,
} from "react";

import { classes } from "@/lib/classes";
import { useBar, type Bar, type Need } from "@/ui/feedback/may";
import { Skeleton } from "@/ui/page/state";
import { Icon } from "@/ui/signs/icon";

import css from "./field.module.css";

type Words = {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  hideLabel?: boolean;
  /** What one must be allowed to change it. */
  needs?: Need | undefined;
};

type Wiring = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

function useWiring({ hint, error }: Words, bar: Bar | null): Wiring {
  const id = useId();
  const told = [hint || error ? `${id}-note` : null, bar?.button["aria-describedby"]];
  const described = told.filter(Boolean).join(" ");
  return {
    id,
    ...(described ? { "aria-describedby": described } : {}),
    ...(error ? { "aria-invalid": true } : {}),
  };
}

function Frame({ words, id, children }: { words: Words; id: string; children: ReactNode }) {
  const { label, hint, error, hideLabel } = words;
  return (
    <div className={css.field}>
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : css.label}>
        {label}
      </label>
      <div className={css.box}>{children}</div>
      {(error ?? hint) && (
        <span id={`${id}-note`} className={error ? css.error : css.hint}>
          {error ?? hint}
        </span>
      )}
    </div>
  );
}

export function TextField({
  label,
  hint,
  error,
  hideLabel,
  needs,
  unit,
  ...rest
}: Words & { unit?: string } & InputHTMLAttributes<HTMLInputElement>) {
  const words = { label, hint, error, hideLabel };
  const bar = useBar(needs);
  const wiring = useWiring(words, bar);
  return (
    <Frame words={words} id={wiring.id}>
      <input
        {...rest}
        {...wiring}
        {...(bar && { readOnly: true })}
        className={classes(css.input, unit && css.withUnit)}
      />
      {unit && <span className={css.unit}>{unit}</span>}
      {bar?.note}
    </Frame>
  );
}

/** A select knows no "read only": it keeps its list closed, and a press tells why. */
const closed = ({ tell, button }: Bar) => ({
  "aria-disabled": button["aria-disabled"],
  title: button.title,
  onChange: undefined,
  onMouseDown: (event: MouseEvent) => {
    event.preventDefault();
    tell();
  },
  onKeyDown: (event: KeyboardEvent) => {
    if (event.key === "Tab") return;
    event.preventDefault();
    if (event.key === "Enter" || event.key === " ") tell();
  },
});

export function SelectField({
  label,
  hint,
  error,
  hideLabel,
  needs,
  children,
  ...rest
}: Words & SelectHTMLAttributes<HTMLSelectElement>) {
  const words = { label, hint, error, hideLabel };
  const bar = useBar(needs);
  const wiring = useWiring(words, bar);
  return (
    <Frame words={words} id={wiring.id}>
      <select {...rest} {...wiring} {...(bar && closed(bar))} className={css.input}>
        {children}
      </select>
      <span className={css.chevron}>
        <Icon name={bar ? "lock" : "chevron"} size={14} />
      </span>
      {bar?.note}
    </Frame>
  );
}

/** Where a field will stand once its value has come: exactly as tall. */
export function FieldSkeleton({ label, hint }: Pick<Words, "label" | "hint">) {
  return (
    <div className={css.field}>
      <span className={css.label}>{label}</span>
      <Skeleton height={32} />
      {hint && <span className={css.hint}>{hint}</span>}
    </div>
  );
}
