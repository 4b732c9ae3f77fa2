/** What judges now, what it learnt from answers, and the button that has it learn again. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { askToLearn, reviews, type ReviewSummary } from "@/api/reviews";
import { formatCount, formatMany } from "@/lib/money";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { Button } from "@/ui/actions/button";

import css from "./reviews.module.css";

const lookAgainAfter = 2_000;

function learnt({ labels, grown, trained_at }: ReviewSummary["model"], now: number): string {
  if (trained_at === null) {
    return "It has learnt from nobody’s answers yet. Yours are kept as labels.";
  }
  const when = formatSince(trained_at, now);
  const answers = formatMany(labels, "answer");
  return grown
    ? `It has learnt from ${answers}, ${when}`
    : `${answers} looked at, ${when}: they teach nothing that it did not know.`;
}

export function Learning() {
  const now = useNow();
  const [asked, setAsked] = useState<{ before: string | null }>();
  const summary = useQuery({
    ...reviews.summary(),
    refetchInterval: ({ state }) =>
      state.data && state.data.model.trained_at === asked?.before ? lookAgainAfter : false,
  });
  const learn = useMutation({
    mutationFn: askToLearn,
    onSuccess: () => {
      setAsked({ before: summary.data?.model.trained_at ?? null });
    },
  });
  if (!summary.data) return null;
  const { model, same, different } = summary.data;
  const answers = same + different;
  const busy = learn.isPending || model.trained_at === asked?.before;
  return (
    <section className={css.model} aria-label="What judges">
      <b>Matching model: {model.name}</b>
      <span role="status">{busy ? "Learning from the answers …" : learnt(model, now)}</span>
      {learn.error && <span role="alert">{learn.error.message}</span>}
      <Button
        needs="write"
        small
        icon="spark"
        disabled={busy || answers < model.fewest}
        onClick={() => {
          learn.mutate();
        }}
      >
        Learn from {formatCount(answers)} {answers === 1 ? "answer" : "answers"}
      </Button>
      {answers < model.fewest && (
        <span>Learning begins with {formatMany(model.fewest, "answer")}.</span>
      )}
    </section>
  );
}
