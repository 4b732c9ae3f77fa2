/** All pairs are answered: what was said, and which model judges. */
import type { Answer } from "@/api/reviews";
import { formatCount } from "@/lib/money";
import { Button } from "@/ui/actions/button";
import { Icon } from "@/ui/signs/icon";

import { Learning } from "./learning";
import css from "./reviews.module.css";

const words: readonly (readonly [Answer, string])[] = [
  ["same", "same"],
  ["different", "different"],
  ["unsure", "unsure"],
];

type FinishedProps = {
  said: ReadonlyMap<string, Answer>;
  onUndo: () => void;
  onAgain: () => void;
};

export function Finished({ said, onUndo, onAgain }: FinishedProps) {
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
      <Learning />
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
