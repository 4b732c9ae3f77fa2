/** One pair at a time, answered by a key: why it is asked, what differs, how sure bolo is. */
import type { ReactNode } from "react";

import type { Answer, Review } from "@/api/reviews";
import { approximately } from "@/lib/decimal";
import { useKeys } from "@/lib/keyboard";
import { formatCount, formatSureness } from "@/lib/money";
import { sentence } from "@/lib/sentence";
import { useBar } from "@/ui/feedback/may";
import { Meter } from "@/ui/figures/meter";
import { EmptyState, ErrorState, Skeleton } from "@/ui/page/state";

import { AnswerBar } from "./answer-bar";
import { Finished } from "./finished";
import { Differences, Pair } from "./pair";
import { useQueue } from "./queue";
import css from "./reviews.module.css";

const why = {
  unsure: "It could go either way, so a person decides.",
  near_miss: "A near miss: much alike, but something speaks against it.",
  reported: "Somebody said that this match is wrong.",
} as const;
const reportedApart = "Somebody said that these may be the same after all.";

const decided = { match: "bolo took them for the same", no_match: "bolo kept them apart" } as const;

function Asked({ review }: { review: Review }) {
  return (
    <div className={css.asked}>
      <div className={css.why} data-why={review.why}>
        <b>
          {review.why === "reported" && review.decision === "no_match"
            ? reportedApart
            : why[review.why]}
        </b>
        {review.reasons.length > 0 && (
          <ul>
            {review.reasons.map((reason) => (
              <li key={reason}>{sentence(reason)}</li>
            ))}
          </ul>
        )}
      </div>
      <div className={css.sure}>
        <b>{formatSureness(review.probability)}</b>
        <Meter part={approximately(review.probability)} tone="accent" />
        <span>likely the same; {decided[review.decision]}</span>
      </div>
    </div>
  );
}

function Progress({ done, total }: { done: number; total: number }) {
  return (
    <div className={css.progress}>
      <progress value={done} max={Math.max(1, total)} aria-label="Pairs answered" />
      <span role="status">
        {formatCount(done)} of {formatCount(total)} answered
      </span>
    </div>
  );
}

/** The pictures of what comes next are on their way while this one is looked at. */
function Ahead({ cards }: { cards: readonly Review[] }) {
  const images = new Set(cards.flatMap(({ left, right }) => [left.image, right.image]));
  return (
    <div hidden>
      {[...images].map(
        (image) => image && <img key={image} src={image} alt="" referrerPolicy="no-referrer" />,
      )}
    </div>
  );
}

function Waiting() {
  return (
    <div role="status" className={css.card}>
      <span className="visually-hidden">Loading</span>
      <Skeleton height={58} />
      <Skeleton height={230} />
      <Skeleton height={170} />
    </div>
  );
}

export function ReviewDesk({ nothing }: { nothing?: ReactNode }) {
  const queue = useQueue();
  const bar = useBar("write");
  const { card, said, undo, move } = queue;
  const answer = (given: Answer) => {
    if (bar) bar.tell();
    else queue.answer(given);
  };
  useKeys({
    s: () => {
      answer("same");
    },
    d: () => {
      answer("different");
    },
    u: () => {
      answer("unsure");
    },
    z: undo,
    j: () => {
      move(1);
    },
    k: () => {
      move(-1);
    },
    ArrowRight: () => {
      move(1);
    },
    ArrowLeft: () => {
      move(-1);
    },
  });

  if (queue.error && !card) {
    return <ErrorState error={queue.error} onRetry={queue.retry} what="The pairs" />;
  }
  if (queue.pending) return <Waiting />;
  if (queue.finished) return <Finished said={said} onUndo={undo} onAgain={queue.again} />;
  if (!card) {
    return (
      <EmptyState icon="check" title="Nothing to review" action={nothing}>
        Whenever bolo is not sure whether two listings are the same thing, it asks here.
      </EmptyState>
    );
  }
  return (
    <>
      <Progress done={said.size} total={queue.total} />
      <section key={card.id} className={css.card} aria-label={`Pair ${queue.at + 1}`}>
        <Asked review={card} />
        <Pair review={card} />
        <Differences differences={card.differences} />
      </section>
      <AnswerBar
        bar={bar}
        given={said.get(card.id)}
        canUndo={said.size > 0}
        onAnswer={answer}
        onUndo={undo}
        onMove={move}
      />
      <Ahead cards={queue.ahead} />
    </>
  );
}
