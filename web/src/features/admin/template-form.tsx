/** A template of the operator's own, as it is added or changed; its rule is read by the server. */
import { useMutation } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState, type SyntheticEvent } from "react";

import { askToKeepTemplate } from "@/api/admin";
import type { SearchTemplate } from "@/api/searches";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { TextField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";

import css from "./admin.module.css";

const longest = 60;

/** "Lamps, red" as "lamps-red": what the template is called in its file and its address. */
const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, longest)
    .replaceAll(/^-+|-+$/g, "");

const fields = [
  ["title", "Title", "Red lamps", 200],
  ["category", "Category", "Furniture", 200],
  ["rule", "Rule", "lamp red price<40USD", 2_000],
  ["text", "What it is for", "Lamps of a colour that sells", 500],
] as const;

type FormProps = {
  edited: SearchTemplate | null;
  all: readonly SearchTemplate[];
  categories: readonly string[];
  onDone: () => Promise<void>;
};

const empty = { title: "", category: "", rule: "", text: "", featured: false };
type Given = typeof empty;

const begun = (edited: SearchTemplate | null): Given => {
  if (!edited) return empty;
  const { title, category, rule, text, featured } = edited;
  return { title, category, rule, text, featured };
};

const isWhole = ({ title, category, rule }: Given): boolean =>
  [slugOf(title), category, rule].every((one) => one.trim() !== "");

function Fields({
  given,
  categories,
  refusal,
  onChange,
}: {
  given: Given;
  categories: readonly string[];
  refusal: string | null;
  onChange: (part: Partial<Given>) => void;
}) {
  const id = useId();
  return (
    <>
      {fields.map(([name, label, example, most]) => (
        <TextField
          key={name}
          label={label}
          placeholder={example}
          maxLength={most}
          value={given[name]}
          error={name === "rule" ? refusal : null}
          {...(name === "category" ? { list: id } : {})}
          onChange={(event) => {
            onChange({ [name]: event.target.value });
          }}
        />
      ))}
      <datalist id={id}>
        {categories.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <label className={css.check}>
        <input
          type="checkbox"
          checked={given.featured}
          onChange={(event) => {
            onChange({ featured: event.target.checked });
          }}
        />
        Featured: shown among the first
      </label>
    </>
  );
}

export function TemplateForm({ edited, all, categories, onDone }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [given, setGiven] = useState(begun(edited));
  const slug = edited?.slug ?? slugOf(given.title);
  const hides = all.find((one) => one.slug === slug && one.slug !== edited?.slug);
  useEffect(() => {
    if (edited) form.current?.querySelector("input")?.focus();
  }, [edited]);
  const keep = useMutation({
    mutationFn: () => askToKeepTemplate(slug, given),
    meta: { quiet: true },
    onSuccess: async (kept) => {
      say(`${kept.title} is in the gallery.`);
      setGiven(empty);
      await onDone();
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    keep.mutate();
  };
  return (
    <Card>
      <form
        ref={form}
        className={css.form}
        onSubmit={submit}
        aria-label={edited ? `Edit ${edited.title}` : "New template"}
      >
        <Fields
          given={given}
          categories={categories}
          refusal={keep.error?.message ?? null}
          onChange={(part) => {
            setGiven({ ...given, ...part });
          }}
        />
        {hides && (
          <p className={css.reason}>It takes the place of “{hides.title}”, which has its name.</p>
        )}
        <div className={css.buttons}>
          <Button type="submit" look="primary" disabled={!isWhole(given) || keep.isPending}>
            {edited ? "Save changes" : "Add template"}
          </Button>
          {edited && <Button onClick={() => void onDone()}>Cancel</Button>}
        </div>
      </form>
    </Card>
  );
}
