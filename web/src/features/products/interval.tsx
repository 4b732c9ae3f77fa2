/** An interval as a bar: thin where 80 of 100 fall, thick where 50 do, a tick in the middle. */
import type { Worth } from "@/api/products";
import { approximately } from "@/lib/decimal";
import { formatMoney, type Money } from "@/lib/money";

import css from "./worth.module.css";

/** One scale for all bars of a currency, so that they can be compared. */
export type Span = { low: number; high: number };

const number = (money: Money | null) => (money ? approximately(money.amount) : null);

export function spanOf(worths: readonly Worth[]): Span {
  const ends = worths
    .flatMap(({ low80, high80, point }) => [low80, high80, point].map(number))
    .filter((end) => end !== null);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const air = (high - low || Math.abs(high) || 1) * 0.06;
  return { low: Math.max(0, low - air), high: high + air };
}

export function Interval({ worth, span }: { worth: Worth; span: Span }) {
  const { low80, low50, point, high50, high80 } = worth;
  if (!low80 || !high80 || !point) return null;
  const place = (money: Money) =>
    ((approximately(money.amount) - span.low) / (span.high - span.low || 1)) * 100;
  const between = (low: Money, high: Money) => ({
    left: `${place(low)}%`,
    width: `${Math.max(0.5, place(high) - place(low))}%`,
  });
  return (
    <>
      <div className={css.interval} aria-hidden="true">
        <i className={css.wide} style={between(low80, high80)} />
        {low50 && high50 && <i className={css.near} style={between(low50, high50)} />}
        <i className={css.middle} style={{ left: `${place(point)}%` }} />
      </div>
      <p className={css.words}>
        {low50 && high50 && (
          <span>
            50 of 100 {formatMoney(low50)} – {formatMoney(high50)}
          </span>
        )}
        <span>
          80 of 100 {formatMoney(low80)} – {formatMoney(high80)}
        </span>
      </p>
    </>
  );
}
