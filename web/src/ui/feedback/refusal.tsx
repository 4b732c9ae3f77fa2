/** Why something was refused; where a larger plan would help, with the way to it. */
import { Link } from "@tanstack/react-router";

import css from "./refusal.module.css";

type RefusalProps = { message: string; limited: boolean };

export function Refusal({ message, limited }: RefusalProps) {
  return (
    <p className={css.refusal} role="alert">
      {message} {limited && <Link to="/plan">See plans</Link>}
    </p>
  );
}
