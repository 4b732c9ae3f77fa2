/** Pages with more than one price that could be the price: one tap says which, for that shop. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { askToChoose, priceQuestions, type PriceQuestion } from "@/api/price-questions";
import { useShopName } from "@/api/shops";
import { formatMoney } from "@/lib/money";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { kept } from "@/lib/units";
import { useBar, type Bar } from "@/ui/feedback/may";
import { say } from "@/ui/feedback/toast";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";
import { Icon } from "@/ui/signs/icon";
import { Thumb } from "@/ui/signs/thumb";

import css from "./questions.module.css";

/** Who says so, without the price, which stands above in the reader's own format. */
const saidBy = (text: string): string => text.replace(/^[\d.]+ [A-Z]{3}, /, "");

type ChoiceProps = {
  question: PriceQuestion;
  busy: boolean;
  bar: Bar | null;
  onChoose: (option: number) => void;
};

function Options({ question, busy, bar, onChoose }: ChoiceProps) {
  return (
    <div className={css.options} role="group" aria-label={`Prices of ${question.title}`}>
      {question.options.map(({ price, where, text }, index) => (
        <button
          key={`${price.amount}/${where}`}
          type="button"
          aria-pressed={question.chosen === index}
          disabled={busy}
          onClick={() => {
            onChoose(index);
          }}
          {...bar?.button}
        >
          <b>{formatMoney(price)}</b>
          <span>{saidBy(text) || where}</span>
          {question.chosen === index ? (
            <Icon name="check" />
          ) : (
            bar && <Icon name="lock" size={14} />
          )}
        </button>
      ))}
    </div>
  );
}

function Question({ question, now }: { question: PriceQuestion; now: number }) {
  const client = useQueryClient();
  const shop = useShopName()(question.shop);
  const bar = useBar("write");
  const choose = useMutation({
    mutationFn: (option: number | null) => askToChoose(question.id, option),
    onSuccess: (answered) => {
      client.setQueryData(priceQuestions.list().queryKey, (all) =>
        all?.map((one) => (one.id === answered.id ? answered : one)),
      );
      say(
        answered.chosen === null
          ? `None of them: ${shop} will be asked about again.`
          : `Remembered for ${shop}.`,
      );
    },
  });
  return (
    <li className={css.question}>
      <Thumb src={question.image} size={72} />
      <div className={css.head}>
        <h2>
          <a href={question.url} target="_blank" rel="noreferrer">
            {kept(question.title)}
            <Icon name="external" size={12} />
          </a>
        </h2>
        <p>
          {shop} · asked {formatSince(question.asked_at, now)} ·{" "}
          {question.chosen === null
            ? "Which of these does one pay?"
            : `Answered, and remembered for ${shop}`}
        </p>
      </div>
      <div className={css.answer}>
        <Options question={question} busy={choose.isPending} bar={bar} onChoose={choose.mutate} />
        <button
          type="button"
          className={css.none}
          disabled={choose.isPending}
          onClick={() => {
            choose.mutate(null);
          }}
          {...bar?.button}
        >
          {bar && <Icon name="lock" size={12} />}
          None of these
        </button>
        {bar?.note}
      </div>
    </li>
  );
}

export function PriceQuestions() {
  const now = useNow();
  const list = useQuery(priceQuestions.list());
  if (list.error && !list.data) {
    return (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} what="The questions" />
    );
  }
  if (!list.data) return <SkeletonRows rows={3} height={150} />;
  if (list.data.length === 0) {
    return (
      <EmptyState icon="tag" title="No price is in doubt">
        When a page shows several prices and none of them is clearly the one that is paid, bolo asks
        here, once for each shop, and does not guess meanwhile.
      </EmptyState>
    );
  }
  return (
    <ul className={css.list} aria-label="Prices in doubt">
      {list.data.map((question) => (
        <Question key={question.id} question={question} now={now} />
      ))}
    </ul>
  );
}
