/** The other way in: a one-time link, which whoever runs bolo can always make. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { askToSignIn } from "@/api/session";
import { isThisMachine } from "@/lib/address";
import { Button } from "@/ui/actions/button";
import { CopyIcon } from "@/ui/actions/copy";
import { TextField } from "@/ui/forms/field";

import css from "./entry.module.css";
import { tokenOf } from "./token";

const command = "./run signin-link";

export function LinkForm() {
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
    <details className={css.way} open={isThisMachine()}>
      <summary>Use a one-time link</summary>
      <p>
        bolo prints one in the terminal when it starts: open it in this browser. This makes another:
      </p>
      <div className={css.command}>
        <code>{command}</code>
        <CopyIcon text={command} label="Copy the command" />
      </div>
      <form className={css.paste} onSubmit={submit}>
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
        <Button type="submit" disabled={signIn.isPending || !pasted.trim()}>
          Open it
        </Button>
      </form>
    </details>
  );
}
