/** The third step: how shall we tell you? A channel with a test, or the inbox alone. */
import type { ReactNode } from "react";

import { Button } from "@/ui/actions/button";

import css from "./welcome.module.css";

export function StepTold({ channels, onDone }: { channels: ReactNode; onDone: () => void }) {
  return (
    <div className={css.single}>
      <h2>How shall we tell you?</h2>
      <p>
        Your search is running. What it finds stands in your inbox here; add a channel to hear of it
        at once, and send a test to see that it comes.
      </p>
      {channels}
      <div className={css.acts}>
        <Button look="primary" onClick={onDone}>
          Done: show my search
        </Button>
      </div>
    </div>
  );
}
