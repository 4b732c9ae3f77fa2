/** The way out for good: what goes is said first, and asked for by typing one word. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { askToLeave, type Me } from "@/api/account";
import { Button } from "@/ui/actions/button";
import { TextField } from "@/ui/forms/field";
import { Confirm } from "@/ui/overlays/dialog";
import { Card } from "@/ui/page/page";

import css from "./account.module.css";

/** The owner of a bolo of one's own has no e-mail: then a word is typed. */
const wordOf = (me: Me): string => me.email ?? "erase";

function Consequences({ me }: { me: Me }) {
  const alone = me.workspaces.filter(({ members }) => members === 1);
  const shared = me.workspaces.filter(({ members }) => members > 1);
  return (
    <ul className={css.bullets}>
      <li>Your name, address, password, sessions and API keys are gone at once.</li>
      {alone.length > 0 && (
        <li>
          With you goes all of {alone.map(({ name }) => name).join(", ")}: searches, watches,
          alerts, figures, audit log.
        </li>
      )}
      {shared.length > 0 && (
        <li>
          {shared.map(({ name }) => name).join(", ")} stays with the others; what you did there is
          nobody’s by name. Where you are the only owner, make somebody else one first.
        </li>
      )}
      {me.email === null && (
        <li>The next start of bolo makes a new owner and prints a link, as on the first day.</li>
      )}
      <li>Nothing of it can be brought back: take it along first, above.</li>
    </ul>
  );
}

function Asked({ me, onClose }: { me: Me; onClose: () => void }) {
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [password, setPassword] = useState("");
  const leave = useMutation({
    mutationFn: askToLeave,
    meta: { quiet: true },
    onSuccess: () => client.resetQueries(),
  });
  const word = wordOf(me);
  return (
    <Confirm
      title="Delete your account?"
      action="Delete it for good"
      busy={leave.isPending || typed.trim() !== word}
      onConfirm={() => {
        leave.mutate(password);
      }}
      onClose={onClose}
    >
      <div className={css.asked}>
        <TextField
          label={`Type ${word} to confirm`}
          autoComplete="off"
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
          }}
        />
        {me.has_password && (
          <TextField
            label="Your password"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={({ target }) => {
              setPassword(target.value);
            }}
          />
        )}
        {leave.error && (
          <p role="alert" className={css.refusal}>
            {leave.error.message}
          </p>
        )}
      </div>
    </Confirm>
  );
}

export function Leaving({ me }: { me: Me }) {
  const [asking, setAsking] = useState(false);
  return (
    <Card>
      <div className={css.leaving}>
        <Consequences me={me} />
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
        <Asked
          me={me}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </Card>
  );
}
