/** For a browser that nobody has let in yet: where the one-time link is. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { askToSignIn } from "@/api/session";
import { Button, IconButton } from "@/ui/button";
import { TextField } from "@/ui/field";
import { useTitle } from "@/ui/page";
import { say } from "@/ui/toast";

import css from "./signed-out.module.css";

const command = "./run signin-link";

/** The token of a pasted sign-in link, or the pasted text when it is the token itself. */
export function tokenOf(pasted: string): string {
  const text = pasted.trim();
  return URL.canParse(text) ? (new URL(text).searchParams.get("token") ?? text) : text;
}

export default function SignedOut() {
  useTitle("Sign in");
  const client = useQueryClient();
  const [pasted, setPasted] = useState("");
  const signIn = useMutation({
    mutationFn: askToSignIn,
    meta: { quiet: true },
    onSuccess: () => client.resetQueries(),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const token = tokenOf(pasted);
    if (token) signIn.mutate(token);
  };

  return (
    <main className={css.page}>
      <div className={css.card}>
        <img src="/favicon.svg" alt="" />
        <h1>You are signed out</h1>
        <p>
          bolo prints a one-time sign-in link in the terminal when it starts. Open that link in this
          browser, or make a new one:
        </p>
        <div className={css.command}>
          <code>{command}</code>
          <IconButton
            small
            icon="copy"
            label="Copy the command"
            onClick={() => {
              void navigator.clipboard.writeText(command).then(() => {
                say("Copied.");
              });
            }}
          />
        </div>
        <form className={css.form} onSubmit={submit}>
          <TextField
            label="Or paste the link here"
            value={pasted}
            autoComplete="off"
            placeholder="http://127.0.0.1:8000/api/v1/signin?token=…"
            error={signIn.error?.message}
            onChange={(event) => {
              setPasted(event.target.value);
            }}
          />
          <Button type="submit" look="primary" disabled={signIn.isPending || !pasted.trim()}>
            Sign in
          </Button>
        </form>
      </div>
    </main>
  );
}
