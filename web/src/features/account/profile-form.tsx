/** The name of who is signed in. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { askToRename, type Me } from "@/api/account";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { TextField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";

import css from "./account.module.css";

export function ProfileForm({ me }: { me: Me }) {
  const client = useQueryClient();
  const [name, setName] = useState(me.name);
  const rename = useMutation({
    mutationFn: askToRename,
    meta: { quiet: true },
    onSuccess: () => {
      say("Saved.");
      return client.invalidateQueries();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    rename.mutate(name);
  };
  return (
    <Card>
      <form className={css.line} onSubmit={submit}>
        <TextField
          label="Name"
          autoComplete="name"
          value={name}
          error={rename.error?.message}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
        <Button type="submit" disabled={rename.isPending || name.trim() === me.name}>
          Save
        </Button>
      </form>
    </Card>
  );
}
