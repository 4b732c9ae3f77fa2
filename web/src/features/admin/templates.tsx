/** Ready searches of the operator's own: added here, shown to everybody in the gallery. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";

import { askToKeepTemplate, askToRemoveTemplate } from "@/api/admin";
import { templates } from "@/api/searches";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Card } from "@/ui/page";
import { say } from "@/ui/toast";

import css from "./admin.module.css";
import { List } from "./list";

const empty = { title: "", category: "", rule: "", text: "" };
const longest = 60;

/** "Lamps, red" as "lamps-red": what the template is called in its file. */
const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, longest);

const fields = [
  ["title", "Title", "Red lamps"],
  ["category", "Category", "Furniture"],
  ["rule", "Rule", "lamp red price<40USD"],
  ["text", "What it is for", "Lamps of a colour that sells"],
] as const;

function NewTemplateForm({ onKept }: { onKept: () => Promise<void> }) {
  const [given, setGiven] = useState(empty);
  const keep = useMutation({
    mutationFn: () => askToKeepTemplate(slugOf(given.title), given),
    onSuccess: async ({ title }) => {
      say(`${title} is in the gallery.`);
      setGiven(empty);
      await onKept();
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    keep.mutate();
  };
  const whole = slugOf(given.title) && given.category.trim() && given.rule.trim();
  return (
    <Card>
      <form className={css.form} onSubmit={submit}>
        {fields.map(([name, label, example]) => (
          <TextField
            key={name}
            label={label}
            placeholder={example}
            value={given[name]}
            onChange={(event) => {
              setGiven({ ...given, [name]: event.target.value });
            }}
          />
        ))}
        <Button type="submit" look="primary" disabled={!whole || keep.isPending}>
          Add template
        </Button>
      </form>
    </Card>
  );
}

export function OwnTemplates() {
  const client = useQueryClient();
  const found = useQuery(templates.list());
  const refresh = () => client.invalidateQueries({ queryKey: templates.all });
  const remove = useMutation({ mutationFn: askToRemoveTemplate, onSuccess: refresh });
  const { error, refetch } = found;
  const answer = { error, refetch, data: found.data?.items.filter(({ own }) => own) };
  return (
    <>
      <List answer={answer} what="Your templates" empty="No template of your own yet">
        {(one) => (
          <li key={one.slug} className={css.row}>
            <div className={css.what}>
              <b>{one.title}</b>
              <span>{one.rule}</span>
            </div>
            <div className={css.reason}>{one.category}</div>
            <Button
              small
              disabled={remove.isPending}
              aria-label={`Remove ${one.title}`}
              onClick={() => {
                remove.mutate(one.slug);
              }}
            >
              Remove
            </Button>
          </li>
        )}
      </List>
      <div style={{ height: 12 }} />
      <NewTemplateForm onKept={refresh} />
    </>
  );
}
