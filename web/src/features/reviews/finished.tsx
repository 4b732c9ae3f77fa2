/** All pairs are answered: what was said, and which model judges. */
import { useQuery } from "@tanstack/react-query";

import { reviews, type Answer, type ReviewSummary } from "@/api/reviews";
import { formatCount } from "@/lib/money";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";

import css from "./reviews.module.css";

const words: readonly (readonly [Answer, string])[] = [
  ["same", "same"],
  ["different", "different"],
  ["unsure", "unsure"],
];

/** What judges now, and how many answers it has learnt from. */
function Model({ model }: Pick<ReviewSummary, "model">) {
  const now = useNow();
  return (
    <div className={css.model}>
      <b>Matching model: {model.name}</b>
      <span>
        {model.labels === 0
          ? "It has learnt from nobody’s answers yet. Yours are kept as labels."
          : `It has learnt from ${formatCount(model.labels)} answers`}
        {model.trained_at && `, ${formatSince(model.trained_at, now)}`}
      </span>
    </div>
  );
}

type FinishedProps = {
  said: ReadonlyMap<string, Answer>;
  onUndo: () => void;
  onAgain: () => void;
};

export function Finished({ said, onUndo, onAgain }: FinishedProps) {
  const summary = useQuery(reviews.summary());
  const count = (answer: Answer) => [...said.values()].filter((one) => one === answer).length;
  return (
    <section className={css.finished} aria-label="Finished">
      <span className={css.tick}>
        <Icon name="check" size={26} />
      </span>
      <h2>All pairs are answered</h2>
      <p>Each answer took effect at once: matches were made or cut, and valued again.</p>
      <dl className={css.tally}>
        {words.map(([answer, word]) => (
          <div key={answer} data-answer={answer}>
            <dt>{word}</dt>
            <dd>{formatCount(count(answer))}</dd>
          </div>
        ))}
      </dl>
      {summary.data && <Model model={summary.data.model} />}
      <div className={css.after}>
        <Button look="ghost" icon="undo" disabled={said.size === 0} onClick={onUndo}>
          Undo the last one
        </Button>
        <Button look="ghost" icon="search" onClick={onAgain}>
          Look for more
        </Button>
      </div>
    </section>
  );
}
