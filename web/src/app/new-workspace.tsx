/** Makes another workspace and goes there. */
import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { askToCreateWorkspace } from "@/api/workspaces";
import { Button } from "@/ui/actions/button";
import { TextField } from "@/ui/forms/field";
import { Dialog } from "@/ui/overlays/dialog";

import css from "./switcher.module.css";
import { useSwitch } from "./switching";

export function NewWorkspace({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const go = useSwitch();
  const make = useMutation({
    mutationFn: askToCreateWorkspace,
    meta: { quiet: true },
    onSuccess: ({ workspace }) => {
      go.mutate(workspace);
    },
  });
  const busy = make.isPending || go.isPending;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    make.mutate(name);
  };
  return (
    <Dialog title="New workspace" onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <p>
          It begins empty, with searches, alerts, limits and a team of its own. Nobody there sees
          what is here.
        </p>
        <TextField
          label="Name"
          required
          maxLength={200}
          placeholder="Weekend finds"
          value={name}
          error={make.error?.message}
          onChange={({ target }) => {
            setName(target.value);
          }}
        />
        <div className={css.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={busy || !name.trim()}>
            {busy ? "Making it…" : "Make it and go there"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
