/** Asks somebody to join; hands over the link where no mail is sent; takes invitations back. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { askToInvite, askToWithdraw, team, type Invitation, type Role } from "@/api/workspaces";
import { isThisMachine } from "@/lib/address";
import { useNow } from "@/lib/now";
import { formatDistance } from "@/lib/time";
import { Button } from "@/ui/actions/button";
import { CopyButton } from "@/ui/actions/copy";
import { say } from "@/ui/feedback/toast";
import { SelectField, TextField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";

import { roleName, roles } from "./roles";
import css from "./team.module.css";

function Link({ made }: { made: Invitation }) {
  if (made.mailed) {
    return (
      <p role="status" className={css.note}>
        A letter with the link goes to {made.email}.
      </p>
    );
  }
  return (
    <div role="status" className={css.link}>
      <p>
        bolo sends no mail here: give {made.email} this link yourself. It is not shown again.
        {isThisMachine() &&
          " It opens on this machine only, until others can reach your bolo over the network."}
      </p>
      <div>
        <code>{made.link}</code>
        <CopyButton text={made.link ?? ""} label="Copy the link" />
      </div>
    </div>
  );
}

function Form() {
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("buyer");
  const invite = useMutation({
    mutationFn: askToInvite,
    meta: { quiet: true },
    onSuccess: () => {
      setEmail("");
      return client.invalidateQueries({ queryKey: team.all });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    invite.mutate({ email, role });
  };
  return (
    <>
      <form className={css.invite} onSubmit={submit}>
        <TextField
          label="E-mail"
          type="email"
          autoComplete="off"
          required
          placeholder="ada@example.com"
          value={email}
          error={invite.error?.message}
          onChange={({ target }) => {
            setEmail(target.value);
          }}
        />
        <SelectField
          label="As"
          value={role}
          onChange={({ target }) => {
            setRole(target.value as Role);
          }}
        >
          {roles.map((one) => (
            <option key={one.role} value={one.role}>
              {one.name}
            </option>
          ))}
        </SelectField>
        <Button type="submit" look="primary" disabled={invite.isPending || !email.trim()}>
          {invite.isPending ? "Inviting…" : "Invite"}
        </Button>
      </form>
      {invite.data && <Link made={invite.data} />}
    </>
  );
}

function Waiting({ one, now }: { one: Invitation; now: number }) {
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => askToWithdraw(one.id),
    onSuccess: () => {
      say(`The link for ${one.email} opens nothing any more.`);
      return client.invalidateQueries({ queryKey: team.all });
    },
  });
  return (
    <li className={css.row}>
      <div>
        <b>{one.email}</b>
        <span>
          as {roleName(one.role).toLowerCase()} · ends {formatDistance(one.expires_at, now)}
        </span>
      </div>
      <Button
        small
        disabled={withdraw.isPending}
        aria-label={`Take the invitation of ${one.email} back`}
        onClick={() => {
          withdraw.mutate();
        }}
      >
        Take back
      </Button>
    </li>
  );
}

export function Inviting() {
  const waiting = useQuery(team.invitations());
  const now = useNow();
  return (
    <Card>
      <Form />
      {waiting.data && waiting.data.length > 0 && (
        <ul aria-label="Invitations" className={css.waiting}>
          {waiting.data.map((one) => (
            <Waiting key={one.id} one={one} now={now} />
          ))}
        </ul>
      )}
    </Card>
  );
}
