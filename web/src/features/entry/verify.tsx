/** Confirms an e-mail address by the link of a letter; a press, since programs open links too. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { askToVerify } from "@/api/account";
import { Button } from "@/ui/actions/button";

import { Entry } from "./entry";
import css from "./entry.module.css";
import { linkToken } from "./link-token";

export function Verify() {
  const client = useQueryClient();
  const [token] = useState(linkToken);
  const verify = useMutation({
    mutationFn: askToVerify,
    meta: { quiet: true },
    onSuccess: () => client.invalidateQueries({ queryKey: ["me"] }),
  });
  return (
    <Entry title="Confirm your e-mail">
      {verify.data ? (
        <p role="status">{verify.data.email} is yours: that is confirmed.</p>
      ) : (
        <div className={css.form}>
          <Button
            look="primary"
            disabled={verify.isPending}
            onClick={() => {
              verify.mutate(token);
            }}
          >
            {verify.isPending ? "Confirming…" : "Confirm"}
          </Button>
          {verify.error && <p role="alert">{verify.error.message}</p>}
        </div>
      )}
      <p className={css.other}>
        <Link to="/">Go to bolo</Link>
      </p>
    </Entry>
  );
}
