/** Why a search could not be saved; where a larger plan would help, with the way to it. */
import { Link } from "@tanstack/react-router";

import { Problem } from "@/api/client";

import css from "./searches.module.css";

export function Refusal({ error }: { error: Error }) {
  const limited = error instanceof Problem && error.upgrade !== null;
  return (
    <p className={css.mistake} role="alert">
      {error.message} {limited && <Link to="/plan">See plans</Link>}
    </p>
  );
}
