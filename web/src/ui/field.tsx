/** Labelled inputs and selects. */
import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from "react";

import { classes } from "@/lib/classes";

import css from "./field.module.css";
import { Icon } from "./icon";
import { Skeleton } from "./state";

type Words = { label: string; hint?: ReactNode; error?: string | null; hideLabel?: boolean };

type Wiring = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

function useWiring({ hint, error }: Words): Wiring {
  const id = useId();
  return {
    id,
    ...(hint || error ? { "aria-describedby": `${id}-note` } : {}),
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
  unit,
  ...rest
}: Words & { unit?: string } & InputHTMLAttributes<HTMLInputElement>) {
  const words = { label, hint, error, hideLabel };
  const wiring = useWiring(words);
  return (
    <Frame words={words} id={wiring.id}>
      <input {...rest} {...wiring} className={classes(css.input, unit && css.withUnit)} />
      {unit && <span className={css.unit}>{unit}</span>}
    </Frame>
  );
}

export function SelectField({
  label,
  hint,
  error,
  hideLabel,
  children,
  ...rest
}: Words & SelectHTMLAttributes<HTMLSelectElement>) {
  const words = { label, hint, error, hideLabel };
  const wiring = useWiring(words);
  return (
    <Frame words={words} id={wiring.id}>
      <select {...rest} {...wiring} className={css.input}>
        {children}
      </select>
      <span className={css.chevron}>
        <Icon name="chevron" size={14} />
      </span>
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
