/** A signing secret, shown this once. */
import { Button } from "@/ui/actions/button";
import { CopyIcon } from "@/ui/actions/copy";

import css from "./channels.module.css";

export function Secret({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <div className={css.secret} role="status">
      <p>Keep this signing secret now. It is not shown again.</p>
      <div>
        <code>{secret}</code>
        <CopyIcon text={secret} label="Copy the secret" />
        <Button small onClick={onDone}>
          I have it
        </Button>
      </div>
    </div>
  );
}
