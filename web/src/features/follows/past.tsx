/** When it would have been told on the recorded prices. */
import { useQuery } from "@tanstack/react-query";

import { follows, type FollowCondition, type FollowMoment, type Target } from "@/api/follows";
import { formatCount, formatMoney } from "@/lib/money";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { SkeletonRows } from "@/ui/page/state";

import css from "./follows.module.css";

const said: Record<FollowMoment["when"], string> = {
  below: "below your price",
  drop: "fell",
  low: "lower than ever",
  stock: "back in stock",
  new: "new",
  rise: "rose",
  unusual: "unusual",
};

const shown = 4;

export function Moment({ moment, now }: { moment: FollowMoment; now: number }) {
  const { price, before, when } = moment;
  return (
    <>
      <b>{price ? formatMoney(price) : "No price"}</b> {said[when]}
      {before && ` (${when === "unusual" ? "usually" : "before"} ${formatMoney(before)})`},{" "}
      {formatSince(moment.at, now)}
    </>
  );
}

export function Past({ target, conditions }: { target: Target; conditions: FollowCondition[] }) {
  const now = useNow();
  const past = useQuery(follows.past(target, conditions));
  if (conditions.length === 0) {
    return <p className={css.quiet}>Tick what you want to hear of.</p>;
  }
  if (past.isPending) return <SkeletonRows rows={1} height={40} />;
  if (past.error) return <p className={css.mistake}>{past.error.message}</p>;
  const { fired, listings, moments } = past.data;
  const prices = listings === 1 ? "the recorded prices" : `${formatCount(listings)} listings`;
  return (
    <div className={css.past} role="status">
      <p>
        On {prices} it would have been told <b>{formatCount(fired)}</b>{" "}
        {fired === 1 ? "time" : "times"} so far.
      </p>
      <ul>
        {moments.slice(0, shown).map((moment) => (
          <li key={`${moment.at}${moment.when}${moment.listing?.id ?? ""}`}>
            <Moment moment={moment} now={now} />
          </li>
        ))}
      </ul>
    </div>
  );
}
