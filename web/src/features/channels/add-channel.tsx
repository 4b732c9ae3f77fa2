/** Adds a channel: choose the kind, and type what it needs; the browser does that by itself. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { askToAdd, channels, type ChannelKind } from "@/api/channels";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { SelectField, TextField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";

import css from "./channels.module.css";
import { subscribe } from "./push";
import { Secret } from "./secret";
import { SettingFields } from "./setting-fields";

type FormProps = { kind: ChannelKind; onAdded: (secret: string | null) => void };

function Form({ kind, onAdded }: FormProps) {
  const client = useQueryClient();
  const [label, setLabel] = useState("");
  const [values, setValues] = useState<Record<string, string>>({});
  const add = useMutation({
    mutationFn: async () => {
      const settings = kind.by_browser ? await subscribe(kind.push_key ?? "") : values;
      return askToAdd({ kind: kind.slug, label, settings });
    },
    meta: { quiet: true },
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: channels.all });
      say(`${made.label || made.title} is added. Send a test to see that it works.`);
      onAdded(made.secret ?? null);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form className={css.fields} onSubmit={submit}>
      <p className={css.note}>{kind.note}</p>
      {kind.missing && <p className={css.refusal}>Not yet: {kind.missing}</p>}
      {!kind.by_browser && (
        <SettingFields settings={kind.settings} values={values} onChange={setValues} />
      )}
      <TextField
        label="Name (optional)"
        placeholder={kind.title}
        value={label}
        onChange={({ target }) => {
          setLabel(target.value);
        }}
      />
      {add.error && (
        <p role="alert" className={css.refusal}>
          {add.error.message}
        </p>
      )}
      <div className={css.foot}>
        <Button type="submit" look="primary" disabled={add.isPending || kind.missing !== null}>
          {add.isPending ? "Adding…" : kind.by_browser ? "Allow and add" : "Add channel"}
        </Button>
      </div>
    </form>
  );
}

export function AddChannel({ kinds }: { kinds: readonly ChannelKind[] }) {
  const [slug, setSlug] = useState("");
  const [secret, setSecret] = useState<string | null>(null);
  const kind = kinds.find((one) => one.slug === slug);
  return (
    <Card className={css.add}>
      {secret !== null && (
        <Secret
          secret={secret}
          onDone={() => {
            setSecret(null);
          }}
        />
      )}
      <SelectField
        label="Add a channel"
        value={slug}
        onChange={({ target }) => {
          setSlug(target.value);
        }}
      >
        <option value="">Choose how you want to be told</option>
        {kinds.map((one) => (
          <option key={one.slug} value={one.slug}>
            {one.title}
          </option>
        ))}
      </SelectField>
      {kind && (
        <Form
          key={kind.slug}
          kind={kind}
          onAdded={(made) => {
            setSlug("");
            setSecret(made);
          }}
        />
      )}
    </Card>
  );
}
