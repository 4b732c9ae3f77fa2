/** Which column of a file is what, with what it says first; and what its lines do not say. */
import { useQuery } from "@tanstack/react-query";

import type { Reading, SalesPreview } from "@/api/sales";
import { settings } from "@/api/settings";
import { SelectField, TextField } from "@/ui/forms/field";

import { choose, CURRENCY, exampleOf, LEADING, MORE, VENUE, type Part } from "./file-reading";
import css from "./sales.module.css";

type Named = readonly [part: Part, title: string];
type ColumnsProps = {
  seen: SalesPreview;
  reading: Reading;
  onRead: (reading: Reading) => void;
};

function Column({ of, seen, reading, onRead }: ColumnsProps & { of: Named }) {
  const [part, title] = of;
  const chosen = (reading.columns ?? seen.meanings)[part] ?? "";
  const example = chosen === "" ? undefined : exampleOf(seen, chosen);
  const names = [...new Set(seen.columns)].filter((name) => name !== "");
  return (
    <SelectField
      label={title}
      hint={example === undefined ? undefined : `as ${example}`}
      error={seen.missing.includes(part) ? "Which column says it?" : null}
      value={chosen}
      onChange={({ target }) => {
        onRead({ ...reading, columns: choose(seen, reading.columns, part, target.value) });
      }}
    >
      <option value="">no column</option>
      {names.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </SelectField>
  );
}

function VenueOtherwise({ reading, onRead }: ColumnsProps) {
  const venues = useQuery(settings.venues()).data ?? [];
  return (
    <SelectField
      label="Sold at, if not said"
      value={reading.venue}
      onChange={({ target }) => {
        onRead({ ...reading, venue: target.value });
      }}
    >
      <option value="">not known</option>
      {venues.map(({ slug, title }) => (
        <option key={slug} value={slug}>
          {title}
        </option>
      ))}
    </SelectField>
  );
}

function CurrencyOtherwise({ reading, onRead }: ColumnsProps) {
  return (
    <TextField
      label="Currency, if not said"
      placeholder="EUR"
      maxLength={3}
      autoComplete="off"
      value={reading.currency}
      onChange={({ target }) => {
        onRead({ ...reading, currency: target.value.toUpperCase() });
      }}
    />
  );
}

/** Of a workbook with several sheets: which is read. Another has other columns. */
function Sheet({ seen, reading, onRead }: ColumnsProps) {
  if (seen.sheets.length < 2) return null;
  return (
    <div className={css.sheet}>
      <SelectField
        label="Sheet"
        hint={`one of ${seen.sheets.length.toString()} that hold anything`}
        value={seen.sheet ?? ""}
        onChange={({ target }) => {
          onRead({ venue: reading.venue, currency: reading.currency, sheet: target.value });
        }}
      >
        {seen.sheets.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </SelectField>
    </div>
  );
}

export function FileColumns(props: ColumnsProps) {
  const columns = (all: readonly Named[]) =>
    all.map((one) => <Column key={one[0]} of={one} {...props} />);
  return (
    <div className={css.form}>
      <Sheet {...props} />
      {columns(LEADING)}
      <Column of={VENUE} {...props} />
      <VenueOtherwise {...props} />
      <Column of={CURRENCY} {...props} />
      <CurrencyOtherwise {...props} />
      <details className={css.more}>
        <summary>More columns</summary>
        <div className={css.form}>{columns(MORE)}</div>
      </details>
    </div>
  );
}
