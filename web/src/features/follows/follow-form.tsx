/** When to tell of one thing, and when that would have been so far. */
import { isLimited } from "@/api/client";
import type { FollowCondition, Target } from "@/api/follows";
import type { Money } from "@/lib/money";
import { Button } from "@/ui/actions/button";
import { Refusal } from "@/ui/feedback/refusal";

import { Conditions } from "./conditions";
import css from "./follows.module.css";
import { Past } from "./past";
import { useWish } from "./wish";

type FormProps = {
  target: Target;
  known: FollowCondition[] | null;
  price: Money | null;
  currency: string;
  action: string;
  busy: boolean;
  refusal: Error | null;
  onSave: (conditions: FollowCondition[]) => void;
};

export function FollowForm({
  target,
  known,
  price,
  currency,
  action,
  busy,
  refusal,
  onSave,
}: FormProps) {
  const wish = useWish(known, price, currency);
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (wish.conditions.length > 0) onSave(wish.conditions);
      }}
    >
      <Conditions kind={target.kind} wish={wish} />
      <Past target={target} conditions={wish.conditions} />
      <p className={css.quiet}>
        Each is told once, and again only after it has been left by 2%. What is so already is not
        told.
      </p>
      {refusal && <Refusal message={refusal.message} limited={isLimited(refusal)} />}
      <div className={css.save}>
        <Button
          needs="write"
          type="submit"
          look="primary"
          disabled={busy || wish.conditions.length === 0}
        >
          {busy ? "Saving…" : action}
        </Button>
      </div>
    </form>
  );
}
