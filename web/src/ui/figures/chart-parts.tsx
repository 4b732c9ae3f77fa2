/** What stands around a plot: the legend, the range buttons, the lines of a tip. */
import { Fragment, type CSSProperties, type ReactNode } from "react";

import { classes } from "@/lib/classes";

import css from "./chart.module.css";

export type KeyLook = "line" | "dashed" | "band" | "dot";
export type Entry = { key: string; label: string; tone: string; look?: KeyLook; value?: string };

/** A small sample of how something is drawn. */
function Key({ tone, look = "line" }: { tone: string; look?: KeyLook }) {
  const style = { "--key": tone, borderTopColor: tone } as CSSProperties;
  return <i className={css.key} data-look={look} style={style} aria-hidden="true" />;
}

type LegendProps = {
  entries: readonly Entry[];
  hidden?: ReadonlySet<string>;
  /** Without it the legend only explains. */
  onToggle?: (key: string) => void;
  children?: ReactNode;
};

export function Legend({ entries, hidden, onToggle, children }: LegendProps) {
  return (
    <div
      className={classes(
        css.legend,
        entries.some(({ value }) => value !== undefined) && css.valued,
      )}
      role="group"
      aria-label="Legend"
    >
      {entries.map(({ key, label, tone, look, value }) =>
        onToggle ? (
          <button
            key={key}
            type="button"
            title={label}
            aria-pressed={!hidden?.has(key)}
            onClick={() => {
              onToggle(key);
            }}
          >
            <Key tone={tone} look={look} />
            <span>{label}</span>
            {value !== undefined && <b>{value}</b>}
          </button>
        ) : (
          <span key={key} className={css.entry} title={label}>
            <Key tone={tone} look={look} />
            <span>{label}</span>
            {value !== undefined && <b>{value}</b>}
          </span>
        ),
      )}
      {children}
    </div>
  );
}

type RangesProps<T> = {
  label?: string;
  options: readonly (readonly [string, T])[];
  chosen: T;
  onChoose: (value: T) => void;
};

/** A few small buttons of which one is down. */
export function Ranges<T>({ label = "Range", options, chosen, onChoose }: RangesProps<T>) {
  return (
    <div className={css.ranges} role="group" aria-label={label}>
      {options.map(([word, value]) => (
        <button
          key={word}
          type="button"
          aria-pressed={chosen === value}
          onClick={() => {
            onChoose(value);
          }}
        >
          {word}
        </button>
      ))}
    </div>
  );
}

type TipRow = {
  key: string;
  label: string;
  value: ReactNode;
  tone?: string;
  look?: KeyLook;
};

/** A heading and a few named values, each with its sample. */
export function TipRows({ title, rows }: { title: ReactNode; rows: readonly TipRow[] }) {
  return (
    <>
      <span>{title}</span>
      <div className={css.pairs}>
        {rows.map(({ key, label, value, tone, look }) => (
          <Fragment key={key}>
            {tone ? <Key tone={tone} look={look} /> : <i aria-hidden="true" />}
            <span>{label}</span>
            <b>{value}</b>
          </Fragment>
        ))}
      </div>
    </>
  );
}
