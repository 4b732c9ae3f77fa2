/** Joining a workspace by an invitation: with the account that is signed in, or with a new one. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState, type SubmitEvent } from "react";

import {
  askToJoin,
  askToReadInvitation,
  askToRegisterInvited,
  type InvitationRead,
} from "@/api/account";
import { Button } from "@/ui/actions/button";
import { TextField } from "@/ui/forms/field";
import { NewPassword } from "@/ui/forms/new-password";

import { Entry } from "./entry";
import css from "./entry.module.css";
import { linkToken } from "./link-token";

function useEntered() {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await navigate({ to: "/" });
    await client.resetQueries();
  };
}

function Join({ token }: { token: string }) {
  const join = useMutation({
    mutationFn: askToJoin,
    meta: { quiet: true },
    onSuccess: useEntered(),
  });
  return (
    <div className={css.form}>
      <Button
        look="primary"
        disabled={join.isPending}
        onClick={() => {
          join.mutate(token);
        }}
      >
        {join.isPending ? "Joining…" : "Join"}
      </Button>
      {join.error && <p role="alert">{join.error.message}</p>}
    </div>
  );
}

function Register({ token }: { token: string }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const make = useMutation({
    mutationFn: askToRegisterInvited,
    meta: { quiet: true },
    onSuccess: useEntered(),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    make.mutate({ token, password, name: name.trim() || null });
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <TextField
        label="Name"
        autoComplete="name"
        value={name}
        onChange={(event) => {
          setName(event.target.value);
        }}
      />
      <NewPassword value={password} error={make.error?.message} onChange={setPassword} />
      <Button type="submit" look="primary" disabled={make.isPending}>
        {make.isPending ? "Making your account…" : "Make an account and join"}
      </Button>
    </form>
  );
}

type ReadProps = { token: string; told: InvitationRead; signedIn: boolean };

function Read({ token, told, signedIn }: ReadProps) {
  const { workspace, by, email, role, known } = told;
  return (
    <>
      <p>
        {by} invites {email} to work in <b>{workspace}</b> as {role}.
      </p>
      {signedIn && <Join token={token} />}
      {!signedIn && !known && <Register token={token} />}
      {!signedIn && known && (
        <p>
          You have an account. <Link to="/">Sign in</Link> to it, then open this link again.
        </p>
      )}
    </>
  );
}

export function Invitation({ signedIn }: { signedIn: boolean }) {
  const [token] = useState(linkToken);
  const read = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => askToReadInvitation(token),
    retry: false,
  });
  return (
    <Entry title="An invitation">
      {read.data && <Read token={token} told={read.data} signedIn={signedIn} />}
      {read.error && (
        <>
          <p role="alert">{read.error.message}</p>
          <p className={css.other}>
            <Link to="/">Go to bolo</Link>
          </p>
        </>
      )}
      {read.isPending && <p>One moment…</p>}
    </Entry>
  );
}
