/** Says that the first steps can be gone on with, where somebody left them. */
import { Link, useLocation } from "@tanstack/react-router";
import { useState } from "react";

import type { Session } from "@/api/session";
import { forget, readKept } from "@/features/welcome/kept";
import { Button } from "@/ui/actions/button";
import { Icon } from "@/ui/signs/icon";

import css from "./shell.module.css";

export function FirstSteps({ session }: { session: Session }) {
  const [dismissed, setDismissed] = useState(false);
  const path = useLocation({ select: ({ pathname }) => pathname });
  if (dismissed || path === "/welcome") return null;
  const { skipped, search } = readKept(session.workspace.id);
  if (search === null && !(skipped && session.first_run)) return null;
  return (
    <section className={css.demo} aria-label="First steps">
      <Icon name="search" size={14} />
      <span>
        {search === null
          ? "Nothing is looked for yet."
          : "Your first search runs. How shall we tell you?"}{" "}
        <Link to="/welcome" className={css.goOn}>
          Go on
        </Link>
      </span>
      <Button
        look="ghost"
        small
        onClick={() => {
          forget(session.workspace.id);
          setDismissed(true);
        }}
      >
        Dismiss
      </Button>
    </section>
  );
}
