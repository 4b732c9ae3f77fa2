/** The foot of a form that was changed: put it back, or save it. */
import { Button } from "@/ui/button";

import css from "./settings.module.css";

type UnsavedProps = { wrong: boolean; saving: boolean; onDiscard: () => void };

export function Unsaved({ wrong, saving, onDiscard }: UnsavedProps) {
  return (
    <div className={css.foot}>
      <span>Not saved yet</span>
      <Button look="ghost" onClick={onDiscard}>
        Discard
      </Button>
      <Button type="submit" look="primary" disabled={wrong || saving}>
        {saving ? "Saving…" : "Save"}
      </Button>
    </div>
  );
}
