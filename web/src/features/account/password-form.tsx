/** Sets a first password, or changes it for who knows the one of now. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { askToChangePassword, type Me } from "@/api/account";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { TextField } from "@/ui/forms/field";
import { NewPassword } from "@/ui/forms/new-password";
import { Card } from "@/ui/page/page";

import css from "./account.module.css";

export function PasswordForm({ me }: { me: Me }) {
  const client = useQueryClient();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: askToChangePassword,
    meta: { quiet: true },
    onSuccess: () => {
      say("Your password is changed.");
      setCurrent("");
      setNext("");
      return client.invalidateQueries({ queryKey: ["me"] });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change.mutate({ current: me.has_password ? current : null, new: next });
  };
  return (
    <Card>
      <form className={css.form} onSubmit={submit}>
        <input type="hidden" autoComplete="username" value={me.email ?? ""} readOnly />
        {me.has_password && (
          <TextField
            label="Password now"
            type="password"
            autoComplete="current-password"
            required
            value={current}
            onChange={(event) => {
              setCurrent(event.target.value);
            }}
          />
        )}
        <NewPassword
          label="New password"
          value={next}
          error={change.error?.message}
          onChange={setNext}
        />
        <Button type="submit" disabled={change.isPending || !next}>
          {me.has_password ? "Change it" : "Set it"}
        </Button>
      </form>
    </Card>
  );
}
