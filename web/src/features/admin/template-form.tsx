/** A template of the operator's own, as it is added or changed; its rule is read by the server. */
import { useMutation } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState, type SyntheticEvent } from "react";

import { askToKeepTemplate } from "@/api/admin";
import type { SearchTemplate } from "@/api/searches";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Card } from "@/ui/page";
import { say } from "@/ui/toast";

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

export function TemplateForm({ edited, all, categories, onDone }: FormProps) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const { title = "", category = "", rule = "", text = "", featured = false } = edited ?? {};
  const [given, setGiven] = useState({ title, category, rule, text, featured });
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
      setGiven({ title: "", category: "", rule: "", text: "", featured: false });
      await onDone();
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    keep.mutate();
  };
  const whole = slug && given.title.trim() && given.category.trim() && given.rule.trim();
  return (
    <Card>
      <form
        ref={form}
        className={css.form}
        onSubmit={submit}
        aria-label={edited ? `Edit ${edited.title}` : "New template"}
      >
        {fields.map(([name, label, example, most]) => (
          <TextField
            key={name}
            label={label}
            placeholder={example}
            maxLength={most}
            value={given[name]}
            {...(name === "category" ? { list: id } : {})}
            {...(name === "rule" ? { error: keep.error?.message ?? null } : {})}
            onChange={(event) => {
              setGiven({ ...given, [name]: event.target.value });
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
              setGiven({ ...given, featured: event.target.checked });
            }}
          />
          Featured: shown among the first
        </label>
        {hides && (
          <p className={css.reason}>It takes the place of “{hides.title}”, which has its name.</p>
        )}
        <div className={css.buttons}>
          <Button type="submit" look="primary" disabled={!whole || keep.isPending}>
            {edited ? "Save changes" : "Add template"}
          </Button>
          {edited && <Button onClick={() => void onDone()}>Cancel</Button>}
        </div>
      </form>
    </Card>
  );
}
