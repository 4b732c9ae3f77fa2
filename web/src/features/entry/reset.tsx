/** A new password, by the link of a letter. */
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type SubmitEvent } from "react";

import { askToReset } from "@/api/account";
import { Button } from "@/ui/actions/button";
import { NewPassword } from "@/ui/forms/new-password";

import { Entry } from "./entry";
import css from "./entry.module.css";
import { linkToken } from "./link-token";

export function Reset() {
  const [token] = useState(linkToken);
  const [password, setPassword] = useState("");
  const reset = useMutation({ mutationFn: askToReset, meta: { quiet: true } });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    reset.mutate({ token, password });
  };
  return (
    <Entry title="Choose a new password">
      {reset.isSuccess ? (
        <p role="status">Your password is changed, and every session of yours has ended.</p>
      ) : (
        <form className={css.form} onSubmit={submit}>
          <NewPassword
            label="New password"
            value={password}
            error={reset.error?.message}
            onChange={setPassword}
          />
          <Button type="submit" look="primary" disabled={reset.isPending}>
            {reset.isPending ? "Changing…" : "Change the password"}
          </Button>
        </form>
      )}
      <p className={css.other}>
        <Link to="/">Sign in</Link>
      </p>
    </Entry>
  );
}
