/** A signing secret, shown this once. */
import { Button, IconButton } from "@/ui/button";
import { say } from "@/ui/toast";

import css from "./channels.module.css";

export function Secret({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <div className={css.secret} role="status">
      <p>Keep this signing secret now. It is not shown again.</p>
      <div>
        <code>{secret}</code>
        <IconButton
          small
          icon="copy"
          label="Copy the secret"
          onClick={() => {
            void navigator.clipboard.writeText(secret).then(() => {
              say("Copied.");
            });
          }}
        />
        <Button small onClick={onDone}>
          I have it
        </Button>
      </div>
    </div>
  );
}
