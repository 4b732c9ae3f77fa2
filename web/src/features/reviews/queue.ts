/** The pairs in the order in which they are asked, where one stands, and what has been said.
 *
 * An answer shows at once and is sent behind the screen, one after the other, so that an undo
 * never overtakes the answer that it takes back. A refused answer opens its pair again.
 */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";

import { askToAnswer, askToWithdraw, reviews, type Answer, type Review } from "@/api/reviews";

const askMoreBelow = 10;

type Said = ReadonlyMap<string, Answer>;

/** The next pair without an answer, from the one at `from` on and around; none when all have. */
function nextOpen(cards: readonly Review[], said: Said, from: number): string | null {
  const around = [...cards.slice(from + 1), ...cards.slice(0, from + 1)];
  return around.find(({ id }) => !said.has(id))?.id ?? null;
}

const without = (said: Said, id: string): Said =>
  new Map([...said].filter(([known]) => known !== id));

/** Each pair once, even when the pages moved between two questions. */
const distinct = (cards: readonly Review[]): Review[] => [
  ...new Map(cards.map((card) => [card.id, card])).values(),
];

export function useQueue() {
  const client = useQueryClient();
  const open = useInfiniteQuery(reviews.open());
  const cards = useMemo(
    () => distinct(open.data?.pages.flatMap(({ items }) => items) ?? []),
    [open.data],
  );
  const [wanted, setWanted] = useState<string | null>(null);
  const [said, setSaid] = useState<Said>(new Map());

  const tellCounts = () => client.invalidateQueries({ queryKey: reviews.summary().queryKey });
  const scope = { id: "review" };
  const save = useMutation({
    scope,
    mutationFn: ({ id, answer }: { id: string; answer: Answer }) => askToAnswer(id, answer),
    onError: (_error, { id }) => {
      setSaid((known) => without(known, id));
    },
    onSettled: tellCounts,
  });
  const withdraw = useMutation({ scope, mutationFn: askToWithdraw, onSettled: tellCounts });

  const left = cards.filter(({ id }) => !said.has(id));
  const position = cards.findIndex(({ id }) => id === wanted);
  const card = position >= 0 ? cards[position] : left[0];
  const at = card ? cards.indexOf(card) : -1;
  const finished = cards.length > 0 && left.length === 0 && wanted === null;

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = open;
  useEffect(() => {
    if (left.length < askMoreBelow && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [left.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const answer = (given: Answer) => {
    if (!card || finished) return;
    const now = new Map(without(said, card.id)).set(card.id, given);
    setSaid(now);
    setWanted(nextOpen(cards, now, at));
    save.mutate({ id: card.id, answer: given });
  };
  const undo = () => {
    const last = [...said.keys()].at(-1);
    if (last === undefined) return;
    setSaid(without(said, last));
    setWanted(last);
    withdraw.mutate(last);
  };
  const move = (by: 1 | -1) => {
    const to = cards[finished && by < 0 ? cards.length - 1 : at + by];
    if (to) setWanted(to.id);
  };
  const total = Math.max(cards.length, open.data?.pages[0]?.total ?? 0);

  return {
    card: finished ? undefined : card,
    ahead: cards.slice(at + 1, at + 3),
    at,
    said,
    total,
    finished,
    answer,
    undo,
    move,
    pending: open.isPending,
    error: open.error,
    retry: () => void open.refetch(),
    again: () => {
      setSaid(new Map());
      setWanted(null);
      void open.refetch();
    },
  };
}
