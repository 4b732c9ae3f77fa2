/** The way out of a workspace of several people. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { askToLeaveWorkspace } from "@/api/workspaces";
import { Button } from "@/ui/actions/button";
import { Confirm } from "@/ui/overlays/dialog";
import { Card } from "@/ui/page/page";

import css from "./team.module.css";

export function Leave({ workspace }: { workspace: string }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const leave = useMutation({
    mutationFn: askToLeaveWorkspace,
    meta: { quiet: true },
    onSuccess: () => client.resetQueries(),
  });
  return (
    <Card>
      <div className={css.leaving}>
        <p>You lose sight of {workspace}; what you did there stays. Your account stays as well.</p>
        <Button
          onClick={() => {
            setAsking(true);
          }}
        >
          Leave {workspace}
        </Button>
      </div>
      {asking && (
        <Confirm
          title={`Leave ${workspace}?`}
          action="Leave"
          busy={leave.isPending}
          onConfirm={() => {
            leave.mutate();
          }}
          onClose={() => {
            setAsking(false);
            leave.reset();
          }}
        >
          <p>Only an owner of it can ask you back.</p>
          {leave.error && <p role="alert">{leave.error.message}</p>}
        </Confirm>
      )}
    </Card>
  );
}
