/** For who has forgotten their password: a letter with a link. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type SubmitEvent } from "react";

import { account, askToForget } from "@/api/account";
import { Button } from "@/ui/actions/button";
import { TextField } from "@/ui/forms/field";

import { Entry } from "./entry";
import css from "./entry.module.css";

export function Forgot() {
  const [email, setEmail] = useState("");
  const ask = useMutation({ mutationFn: askToForget, meta: { quiet: true } });
  const ways = useQuery(account.ways());
  const mailed = ways.data?.mail !== false;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    ask.mutate(email);
  };
  return (
    <Entry title="Forgot your password?">
      {!mailed && (
        <p>
          This bolo sends no mail. Whoever runs it can let you in with a link:{" "}
          <code>./run signin-link --email you@example.com</code>
        </p>
      )}
      {mailed && ask.isSuccess && (
        <p role="status">
          If {email} has an account here, a letter with a link is on its way. No letter? Whoever
          runs this bolo can let you in: <code>./run signin-link --email {email}</code>
        </p>
      )}
      {mailed && !ask.isSuccess && (
        <form className={css.form} onSubmit={submit}>
          <TextField
            label="E-mail"
            type="email"
            autoComplete="username"
            required
            value={email}
            error={ask.error?.message}
            onChange={(event) => {
              setEmail(event.target.value);
            }}
          />
          <Button type="submit" look="primary" disabled={ask.isPending}>
            {ask.isPending ? "Asking…" : "Send me a link"}
          </Button>
        </form>
      )}
      <p className={css.other}>
        <Link to="/">Sign in</Link>
      </p>
    </Entry>
  );
}
