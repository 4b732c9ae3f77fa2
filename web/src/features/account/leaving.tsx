/** The way out for good. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { askToLeave, type Me } from "@/api/account";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { Card } from "@/ui/page";

import css from "./account.module.css";

export function Leaving({ me }: { me: Me }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [password, setPassword] = useState("");
  const leave = useMutation({
    mutationFn: askToLeave,
    meta: { quiet: true },
    onSuccess: () => client.resetQueries(),
  });
  const alone = me.workspaces.filter(({ members }) => members === 1).map(({ name }) => name);
  return (
    <Card>
      <div className={css.leaving}>
        <p>
          Your account goes, and with it every workspace that is yours alone
          {alone.length > 0 && ` (${alone.join(", ")})`}: watches, alerts, figures. Nothing of it
          can be brought back.
        </p>
        <Button
          look="danger"
          onClick={() => {
            setAsking(true);
          }}
        >
          Delete my account
        </Button>
      </div>
      {asking && (
        <Confirm
          title="Delete your account?"
          action="Delete it for good"
          busy={leave.isPending}
          onConfirm={() => {
            leave.mutate(password);
          }}
          onClose={() => {
            setAsking(false);
            leave.reset();
          }}
        >
          <p>This cannot be taken back.</p>
          {me.has_password ? (
            <TextField
              label="Your password"
              type="password"
              autoComplete="current-password"
              value={password}
              error={leave.error?.message}
              onChange={(event) => {
                setPassword(event.target.value);
              }}
            />
          ) : (
            leave.error && <p role="alert">{leave.error.message}</p>
          )}
        </Confirm>
      )}
    </Card>
  );
}
