/** What the workspace is called. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { session } from "@/api/session";
import { askToRenameWorkspace } from "@/api/workspaces";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { TextField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";

import css from "./team.module.css";

export function WorkspaceForm({ name }: { name: string }) {
  const client = useQueryClient();
  const [typed, setTyped] = useState(name);
  const rename = useMutation({
    mutationFn: askToRenameWorkspace,
    meta: { quiet: true },
    onSuccess: () => {
      say("Saved.");
      return client.invalidateQueries({ queryKey: session.current().queryKey });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    rename.mutate(typed);
  };
  return (
    <Card>
      <form className={css.rename} onSubmit={submit}>
        <TextField
          label="Name"
          maxLength={200}
          value={typed}
          error={rename.error?.message}
          onChange={({ target }) => {
            setTyped(target.value);
          }}
        />
        <Button type="submit" disabled={rename.isPending || typed.trim() === name || !typed.trim()}>
          Save
        </Button>
      </form>
    </Card>
  );
}
