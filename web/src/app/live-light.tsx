/** A small light: is the screen live? */
import { useLiveState } from "./live";
import css from "./shell.module.css";

const words = {
  connecting: "Connecting",
  live: "Live",
  waiting: "Reconnecting",
  closed: "Offline",
} as const;

export function LiveLight() {
  const state = useLiveState();
  return (
    <span className={css.live} data-state={state} role="status">
      <span className={css.pip} />
      {words[state]}
    </span>
  );
}
