/** The foot of a form that was changed: put it back, or save it; or why that did not go. */
import { Button } from "@/ui/actions/button";

import css from "./settings.module.css";

type UnsavedProps = {
  wrong: boolean;
  saving: { isPending: boolean; error: Error | null };
  onDiscard: () => void;
};

export function Unsaved({ wrong, saving: { isPending, error }, onDiscard }: UnsavedProps) {
  return (
    <div className={css.foot}>
      {error ? (
        <span role="alert" className={css.refusal}>
          Not saved. {error.message}
        </span>
      ) : (
        <span>Not saved yet</span>
      )}
      <Button look="ghost" onClick={onDiscard}>
        Discard
      </Button>
      <Button type="submit" look="primary" disabled={wrong || isPending}>
        {isPending ? "Saving…" : error ? "Try again" : "Save"}
      </Button>
    </div>
  );
}
