/** The rule field by field; what has no field is said, and shown as text. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { searches, type SearchMarketplace } from "@/api/searches";
import { AmountField } from "@/ui/forms/amount";
import { Picker, type Option } from "@/ui/forms/picker";

import { NearFields, RangeFields } from "./range-fields";
import type { Draft, Form } from "./draft";
import css from "./searches.module.css";
import { WordsField } from "./words-field";

const conditions: Option[] = [
  { value: "new", label: "New" },
  { value: "open_box", label: "Open box" },
  { value: "refurbished", label: "Refurbished" },
  { value: "like_new", label: "Like new" },
  { value: "used", label: "Used" },
  { value: "for_parts", label: "For parts" },
];

const languages: Option[] = Object.entries({
  da: "Danish",
  de: "German",
  en: "English",
  es: "Spanish",
  fr: "French",
  it: "Italian",
  nl: "Dutch",
  pl: "Polish",
  pt: "Portuguese",
  sv: "Swedish",
}).map(([value, label]) => ({ value, label }));

const asOption = ({ slug, title, connected }: SearchMarketplace): Option => ({
  value: slug,
  label: title,
  ...(connected ? {} : { note: "not connected yet" }),
});

function Words({ form, fill }: { form: Form; fill: Draft["fill"] }) {
  return (
    <div className={css.fields}>
      <WordsField
        label="All of these"
        placeholder="iphone, 128gb"
        hint="Words or phrases, parted by commas."
        words={form.all}
        onChange={(all) => {
          fill({ all });
        }}
      />
      <WordsField
        label="Any of these"
        placeholder="13, 14"
        words={form.any}
        onChange={(any) => {
          fill({ any });
        }}
      />
      <WordsField
        label="None of these"
        placeholder="broken, case"
        words={form.none}
        onChange={(none) => {
          fill({ none });
        }}
      />
    </div>
  );
}

function Figures({ form, fill }: { form: Form; fill: Draft["fill"] }) {
  return (
    <div className={css.fields}>
      <RangeFields
        name="Shipping"
        range={form.shipping}
        onChange={(shipping) => {
          fill({ shipping });
        }}
      />
      <AmountField
        label="Discount, at least"
        unit="%"
        amount={form.least_discount}
        onChange={(least_discount) => {
          fill({ least_discount });
        }}
      />
      <AmountField
        label="Margin, at least"
        unit="%"
        amount={form.least_margin}
        onChange={(least_margin) => {
          fill({ least_margin });
        }}
      />
    </div>
  );
}

function Choices({ form, fill }: { form: Form; fill: Draft["fill"] }) {
  const known = useQuery(searches.marketplaces());
  return (
    <div className={css.fields}>
      <Picker
        label="Marketplaces"
        noun="marketplace"
        hint="None chosen means all of them."
        options={(known.data ?? []).map(asOption)}
        chosen={form.marketplaces}
        onChoose={(marketplaces) => {
          fill({ marketplaces });
        }}
      />
      <Picker
        label="Condition"
        noun="condition"
        options={conditions}
        chosen={form.conditions}
        onChoose={(chosen) => {
          fill({ conditions: chosen as Form["conditions"] });
        }}
      />
      <Picker
        label="Language"
        noun="language"
        options={languages}
        chosen={form.languages}
        onChoose={(chosen) => {
          fill({ languages: chosen });
        }}
      />
    </div>
  );
}

function Whose({ form, fill }: { form: Form; fill: Draft["fill"] }) {
  return (
    <div className={css.fields}>
      <WordsField
        label="Only these sellers"
        words={form.sellers}
        onChange={(sellers) => {
          fill({ sellers });
        }}
      />
      <WordsField
        label="Not these sellers"
        words={form.not_sellers}
        onChange={(not_sellers) => {
          fill({ not_sellers });
        }}
      />
      <WordsField
        label="Categories"
        placeholder="phones"
        words={form.categories}
        onChange={(categories) => {
          fill({ categories });
        }}
      />
    </div>
  );
}

/** Whether a search that is opened says something in the fields that are folded away. */
const hasRarer = (form: Form): boolean =>
  [form.shipping, form.least_discount, form.least_margin, form.near].some(Boolean) ||
  [form.sellers, form.not_sellers, form.categories].some((words) => words.length > 0);

export function FormFields({ draft }: { draft: Draft }) {
  const { form, fill } = draft;
  const [begun] = useState(() => hasRarer(form));
  return (
    <div className={css.form}>
      <Words form={form} fill={fill} />
      <div className={css.fields}>
        <RangeFields
          name="Price"
          range={form.price}
          onChange={(price) => {
            fill({ price });
          }}
        />
      </div>
      <Choices form={form} fill={fill} />
      <details className={css.rarer} open={begun}>
        <summary>Shipping, discount, sellers, category, place</summary>
        <div className={css.form}>
          <Figures form={form} fill={fill} />
          <Whose form={form} fill={fill} />
          <NearFields
            near={form.near}
            onChange={(near) => {
              fill({ near });
            }}
          />
        </div>
      </details>
      {form.more.length > 0 && (
        <p className={css.more}>
          The form has no field for {form.more.length === 1 ? "this" : "these"}; change it in the
          rule:{" "}
          {form.more.map((clause) => (
            <code key={clause}>{clause}</code>
          ))}
        </p>
      )}
    </div>
  );
}
