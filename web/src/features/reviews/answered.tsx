/** What has been answered, the newest first; each answer can be taken back. */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";

import { askToWithdraw, reviews, type Review } from "@/api/reviews";
import { useShopName } from "@/api/shops";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { kept } from "@/lib/units";
import { Button } from "@/ui/actions/button";
import { Card } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";
import { Badge, type Tone } from "@/ui/signs/badge";
import { Thumb } from "@/ui/signs/thumb";

import { Learning } from "./learning";
import css from "./reviews.module.css";

const tones: Record<NonNullable<Review["answer"]>, readonly [string, Tone]> = {
  same: ["Same", "good"],
  different: ["Different", "bad"],
  unsure: ["Unsure", "neutral"],
};

function Row({ review, now }: { review: Review; now: number }) {
  const client = useQueryClient();
  const shopName = useShopName();
  const { left, right, answer } = review;
  const withdraw = useMutation({
    mutationFn: askToWithdraw,
    onSuccess: () => client.invalidateQueries({ queryKey: reviews.all }),
  });
  const [word, tone] = answer ? tones[answer] : (["Open", "outline"] as const);
  return (
    <li className={css.row}>
      <Thumb src={left.image ?? right.image} size={40} />
      <div className={css.both}>
        <span>{kept(left.title)}</span>
        <span>{kept(right.title)}</span>
        <small>
          {shopName(left.shop)} and {shopName(right.shop)}
          {review.answered_at && ` · ${formatSince(review.answered_at, now)}`}
        </small>
      </div>
      <Badge tone={tone} dot>
        {word}
      </Badge>
      <Button
        needs="write"
        small
        look="ghost"
        icon="undo"
        disabled={withdraw.isPending}
        aria-label={`Ask again: ${left.title}`}
        onClick={() => {
          withdraw.mutate(review.id);
        }}
      >
        Ask again
      </Button>
    </li>
  );
}

export function Answered() {
  const now = useNow();
  const done = useInfiniteQuery(reviews.done());
  if (done.error && !done.data) {
    return <ErrorState error={done.error} onRetry={() => void done.refetch()} what="The answers" />;
  }
  if (!done.data) return <SkeletonRows rows={5} height={64} />;
  const all = done.data.pages.flatMap(({ items }) => items);
  if (all.length === 0) {
    return (
      <EmptyState small icon="clock" title="Nothing has been answered yet">
        What you say of a pair is kept here, and can be taken back.
      </EmptyState>
    );
  }
  return (
    <div className={css.past}>
      <Learning />
      <Card>
        <ul aria-label="Answered pairs">
          {all.map((review) => (
            <Row key={review.id} review={review} now={now} />
          ))}
        </ul>
      </Card>
      {done.hasNextPage && (
        <div className={css.more}>
          <Button disabled={done.isFetchingNextPage} onClick={() => void done.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
}
