/** The builder: rule above, form below, and beside them what it would have caught. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { isLimited } from "@/api/client";
import { plans } from "@/api/plans";
import { askToChangeSearch, askToSave, searches, type Search } from "@/api/searches";
import { Button } from "@/ui/actions/button";
import { Refusal } from "@/ui/feedback/refusal";
import { say } from "@/ui/feedback/toast";
import { TextField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";

import { useDraft } from "./draft";
import { EveryField } from "./every-field";
import { FormFields } from "./form-fields";
import { PlainBox } from "./plain-box";
import { Preview } from "./preview";
import { RuleBox } from "./rule-box";
import css from "./searches.module.css";

const usual = 15;

/** A value that has been the same for a while. */
function useSettled(value: string, milliseconds: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
    }, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  }, [value, milliseconds]);
  return settled;
}

type BuilderProps = { search: Search | null; onSaved: (search: Search) => void };

export function Builder({ search, onSaved }: BuilderProps) {
  const client = useQueryClient();
  const draft = useDraft(search);
  const [title, setTitle] = useState(search?.title ?? "");
  const [chosen, setEvery] = useState(search?.every_minutes ?? null);
  const least = useQuery(plans.usage()).data?.plan.least_minutes ?? 0;
  const every = chosen ?? Math.max(usual, least);
  const shown = useSettled(draft.understood, 400);
  const save = useMutation({
    mutationFn: () => {
      const body = { rule: draft.understood, title: title.trim(), every_minutes: every };
      return search ? askToChangeSearch(search.id, body) : askToSave(body);
    },
    meta: { quiet: true },
    onSuccess: async (saved) => {
      say(`${saved.title} is saved.`);
      await client.invalidateQueries({ queryKey: searches.all });
      onSaved(saved);
    },
  });

  return (
    <div className={css.builder}>
      <Card className={css.panel}>
        <form
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (draft.understood) save.mutate();
          }}
        >
          <PlainBox onRule={draft.type} />
          <RuleBox draft={draft} />
          <FormFields draft={draft} />
          <div className={css.save}>
            <TextField
              label="Name"
              placeholder="as the rule"
              maxLength={200}
              value={title}
              onChange={(event) => {
                setTitle(event.target.value);
              }}
            />
            <EveryField minutes={every} least={least} onChange={setEvery} />
            <Button
              needs="write"
              type="submit"
              look="primary"
              disabled={!draft.understood || save.isPending}
            >
              {save.isPending ? "Saving…" : search ? "Save changes" : "Save search"}
            </Button>
          </div>
          {save.error && <Refusal message={save.error.message} limited={isLimited(save.error)} />}
        </form>
      </Card>
      <Card className={css.panel}>
        <h2>It would have caught</h2>
        <Preview rule={shown} />
      </Card>
    </div>
  );
}
