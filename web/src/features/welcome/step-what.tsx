/** The first step: what do you look for? By a template or in words; what it would have caught is beside. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { templates, type SearchRange, type SearchTemplate } from "@/api/searches";
import { Button } from "@/ui/actions/button";
import { AmountField } from "@/ui/forms/amount";
import { TextField } from "@/ui/forms/field";

import type { FirstDraft } from "./draft";
import css from "./welcome.module.css";

const mostShown = 9;
const upTo = (most: string | null): SearchRange | null =>
  most ? { least: null, most, above: false, below: false, currency: null } : null;

type ReadyProps = { chosen: string; onChoose: (template: SearchTemplate) => void };

function Ready({ chosen, onChoose }: ReadyProps) {
  const list = useQuery(templates.list());
  const shown = (list.data?.items ?? []).filter(({ featured }) => featured).slice(0, mostShown);
  if (shown.length === 0) return null;
  return (
    <div role="group" aria-label="Ready searches" className={css.ready}>
      {shown.map((template) => (
        <Button
          key={template.slug}
          small
          look={template.title === chosen ? "primary" : "plain"}
          aria-pressed={template.title === chosen}
          onClick={() => {
            onChoose(template);
          }}
        >
          {template.title}
        </Button>
      ))}
    </div>
  );
}

type WhatProps = {
  draft: FirstDraft;
  title: string;
  currency: string;
  preview: ReactNode;
  onBegin: (from: SearchTemplate | null) => void;
  onNext: () => void;
};

export function StepWhat({ draft, title, currency, preview, onBegin, onNext }: WhatProps) {
  const wrong = draft.mistake?.message ?? draft.refusal;
  return (
    <form
      className={css.step}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.understood) onNext();
      }}
    >
      <div className={css.asked}>
        <h2>What do you look for?</h2>
        <p>Begin from a ready search, or say it in your own words.</p>
        <Ready
          chosen={title}
          onChoose={(template) => {
            onBegin(template);
            draft.type(template.rule);
          }}
        />
        <TextField
          label="In words"
          placeholder="game boy advance -broken"
          hint="All words must be there; a minus leaves a word out, OR takes either"
          autoComplete="off"
          value={draft.rule}
          error={wrong}
          onChange={({ target }) => {
            onBegin(null);
            draft.type(target.value);
          }}
        />
        <AmountField
          label="Price up to"
          unit={draft.form.price?.currency ?? currency}
          placeholder="any"
          amount={draft.form.price?.most ?? null}
          onChange={(most) => {
            draft.fill({ price: upTo(most) });
          }}
        />
        <div className={css.acts}>
          <Button type="submit" look="primary" disabled={!draft.understood}>
            Next: where
          </Button>
        </div>
      </div>
      <aside className={css.beside} aria-label="Preview">
        <h3>It would have caught</h3>
        {preview}
      </aside>
    </form>
  );
}
