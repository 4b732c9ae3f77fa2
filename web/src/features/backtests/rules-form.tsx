/** The rules as fields and as RULES.toml, the days to walk, and the button that runs them. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useState, type SubmitEvent } from "react";

import { askToRun, backtests } from "@/api/backtests";
import { Button } from "@/ui/actions/button";
import { TextField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";

import css from "./backtests.module.css";
import { Editor } from "./editor";
import { anyWrong, LimitFields, type Drafts } from "./limit-fields";
import { useSettled } from "./settled";

type RulesFormProps = {
  example: string;
  /** The newest run, whose rules may be taken up again. */
  newest: string | undefined;
  onRun: (id: string) => void;
};

const midnight = (day: string) => (day ? `${day}T00:00:00Z` : undefined);

export function RulesForm({ example, newest, onRun }: RulesFormProps) {
  const client = useQueryClient();
  const [rules, setRules] = useState(example);
  const [drafts, setDrafts] = useState<Drafts>({});
  const [days, setDays] = useState({ from: "", to: "" });
  const settled = useSettled(useDeferredValue(rules));
  /** Other rules than the fields wrote: what stands in these is no more. */
  const write = (text: string, typing: Drafts = {}) => {
    setRules(text);
    setDrafts(typing);
    run.reset();
  };
  const check = useQuery(backtests.problems(settled));
  const problems = check.data ?? [];
  const checking = settled !== rules || check.isFetching;
  const run = useMutation({
    mutationFn: askToRun,
    meta: { quiet: true },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: backtests.list().queryKey });
      onRun(id);
    },
  });
  const recall = useMutation({
    mutationFn: (id: string) => client.query(backtests.one(id)),
    onSuccess: ({ rules: used }) => {
      write(used);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    run.mutate({ rules, from_at: midnight(days.from), to_at: midnight(days.to) });
  };
  return (
    <Card>
      <form className={css.form} onSubmit={submit} aria-label="Rules">
        <LimitFields text={rules} drafts={drafts} onChange={write} />
        <Editor
          text={rules}
          problems={problems}
          checking={checking}
          onChange={(text) => {
            write(text);
          }}
        />
        <div className={css.ask}>
          <TextField
            type="date"
            label="From"
            hint="Empty for the first day"
            value={days.from}
            max={days.to || undefined}
            onChange={({ target }) => {
              setDays((known) => ({ ...known, from: target.value }));
            }}
          />
          <TextField
            type="date"
            label="Before"
            hint="Empty for all until now"
            value={days.to}
            min={days.from || undefined}
            onChange={({ target }) => {
              setDays((known) => ({ ...known, to: target.value }));
            }}
          />
          <div className={css.buttons}>
            {newest !== undefined && (
              <Button
                disabled={recall.isPending}
                onClick={() => {
                  recall.mutate(newest);
                }}
              >
                Rules of the last run
              </Button>
            )}
            <Button
              disabled={rules === example && !anyWrong(drafts)}
              onClick={() => {
                write(example);
              }}
            >
              Example
            </Button>
            <Button
              needs="write"
              type="submit"
              look="primary"
              icon="play"
              disabled={run.isPending || anyWrong(drafts) || (!checking && problems.length > 0)}
            >
              {run.isPending ? "Asking…" : "Run"}
            </Button>
          </div>
        </div>
        {run.error && (
          <p className={css.error} role="alert">
            {run.error.message}
          </p>
        )}
      </form>
    </Card>
  );
}
