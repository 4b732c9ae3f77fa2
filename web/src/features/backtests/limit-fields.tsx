/** The main limits of the rules as fields: each reads and writes its line of the file below. */
import { compare, isDecimal, shift } from "@/lib/decimal";
import { asTyped, typedMistake, typedNumber } from "@/lib/typed";
import { TextField } from "@/ui/forms/field";

import css from "./backtests.module.css";
import { ruleCount, valueIn, withoutValue, withValue } from "./rules-text";

/** What stands in fields that have the focus, or hold no number; by table and key. */
export type Drafts = Readonly<Record<string, string>>;

type Limit = {
  key: string;
  label: string;
  unit: "money" | "%" | "days";
  hint?: string;
  most?: string;
  /** What holds where the file does not say; without it the file must. */
  usual?: string;
};

const capital: Limit = {
  key: "capital",
  label: "Capital",
  unit: "money",
  hint: "What may be tied up at once",
};
const limits: readonly Limit[] = [
  { key: "min_profit", label: "Profit at least", unit: "money" },
  { key: "max_investment", label: "Cost at most", unit: "money" },
  { key: "wanted_roi", label: "Return at least", unit: "%", most: "1000", usual: "20" },
  { key: "max_days", label: "Sold within", unit: "days", most: "3650", usual: "60" },
  { key: "min_probability", label: "Sure of the match", unit: "%", most: "100", usual: "80" },
  { key: "min_discount", label: "Below the exit price", unit: "%", most: "100", usual: "0" },
];

const read = (typed: string, { unit }: Limit) => typedNumber(typed, { small: unit !== "money" });

/** What is wrong with what was typed; nothing typed is nothing wrong. */
function mistake(limit: Limit, typed: string): string | null {
  if (!typed.trim()) return limit.usual === undefined ? "A number, please" : null;
  const number = read(typed, limit);
  if (number === null) return typedMistake(typed, { small: limit.unit !== "money" });
  if (compare(number, "0") < 0) return "Not below 0";
  if (limit.most && compare(number, limit.most) > 0) return `At most ${limit.most}`;
  if (limit.unit === "days" && (number.includes(".") || number === "0"))
    return "Whole days, please";
  return null;
}

const nameOf = (table: string, limit: Limit) => `${table}.${limit.key}`;

/** Whether a field holds what is not in the file, for it cannot be. */
export const anyWrong = (drafts: Drafts): boolean =>
  Object.entries(drafts).some(([name, typed]) => {
    const limit = [capital, ...limits].find(({ key }) => name.endsWith(`.${key}`));
    return limit !== undefined && mistake(limit, typed) !== null;
  });

type FieldsProps = {
  text: string;
  drafts: Drafts;
  onChange: (text: string, drafts: Drafts) => void;
};

function Field({ limit, table, text, drafts, onChange }: FieldsProps & FieldPlace) {
  const name = nameOf(table, limit);
  const written = valueIn(text, table, limit.key);
  const plain = written !== null && isDecimal(written);
  const value = plain ? asTyped(limit.unit === "%" ? shift(written, 2) : written) : "";
  const draft = drafts[name];
  const currency = valueIn(text, "", "currency") ?? "";
  const forgetting = () =>
    Object.fromEntries(Object.entries(drafts).filter(([one]) => one !== name));
  return (
    <TextField
      label={limit.label}
      hint={limit.hint}
      unit={limit.unit === "money" ? currency : limit.unit}
      inputMode="decimal"
      autoComplete="off"
      placeholder={written === null || draft !== undefined ? limit.usual : "as in the file"}
      value={draft ?? value}
      error={draft === undefined ? null : mistake(limit, draft)}
      onChange={({ target }) => {
        const number = mistake(limit, target.value) ? null : read(target.value, limit);
        const told = number !== null && limit.unit === "%" ? shift(number, -2) : number;
        const next = told === null ? text : withValue(text, table, limit.key, shift(told, 0));
        onChange(next, { ...drafts, [name]: target.value });
      }}
      onBlur={() => {
        if (draft === undefined || mistake(limit, draft)) return;
        const gone = plain && !draft.trim();
        onChange(gone ? withoutValue(text, table, limit.key) : text, forgetting());
      }}
    />
  );
}

type FieldPlace = { limit: Limit; table: string };

export function LimitFields(props: FieldsProps) {
  const tables = Array.from({ length: ruleCount(props.text) }, (_, at) => `rule ${at + 1}`);
  return (
    <div className={css.limits}>
      <Field limit={capital} table="" {...props} />
      {tables.map((table) => (
        <fieldset key={table}>
          <legend>{valueIn(props.text, table, "name") ?? table}</legend>
          {limits.map((limit) => (
            <Field key={limit.key} limit={limit} table={table} {...props} />
          ))}
        </fieldset>
      ))}
    </div>
  );
}
