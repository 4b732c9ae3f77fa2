/** The address one signs in by; where mail is sent, another counts once its letter is answered. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import type { Me } from "@/api/account";
import { askToChangeEmail } from "@/api/security";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { TextField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";

import css from "./account.module.css";

export function EmailForm({ me }: { me: Me }) {
  const client = useQueryClient();
  const [email, setEmail] = useState(me.email ?? "");
  const [password, setPassword] = useState("");
  const change = useMutation({
    mutationFn: askToChangeEmail,
    meta: { quiet: true },
    onSuccess: ({ changed }) => {
      setPassword("");
      if (changed) say("Your e-mail is changed.");
      return client.invalidateQueries({ queryKey: ["me"] });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change.mutate({ email, password: password || null });
  };
  const other = email.trim() !== "" && email.trim() !== me.email;
  return (
    <Card>
      <form className={css.form} onSubmit={submit}>
        <TextField
          label="E-mail"
          type="email"
          autoComplete="email"
          value={email}
          hint={me.email_verified_at === null ? undefined : "Proven by a letter"}
          error={change.error?.message}
          onChange={({ target }) => {
            setEmail(target.value);
          }}
        />
        {me.has_password && other && (
          <TextField
            label="Your password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={({ target }) => {
              setPassword(target.value);
            }}
          />
        )}
        <Button type="submit" disabled={change.isPending || !other}>
          {me.email ? "Change it" : "Set it"}
        </Button>
      </form>
      {change.data?.changed === false && (
        <p role="status" className={css.note}>
          A letter went to {change.variables?.email}. The address counts once its link is opened.
        </p>
      )}
    </Card>
  );
}
