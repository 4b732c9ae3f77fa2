/** Signing in: by e-mail and password, or by the link that bolo prints. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type SubmitEvent } from "react";

import { account, askToLogIn } from "@/api/account";
import { Problem } from "@/api/client";
import { Button } from "@/ui/actions/button";
import { TextField } from "@/ui/forms/field";

import { Entry } from "./entry";
import css from "./entry.module.css";
import { LinkForm } from "./link-form";

const wantsCode = (error: unknown): boolean =>
  error instanceof Problem && error.type === "urn:bolo:code-wanted";

function PasswordForm() {
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState<string | null>(null);
  const signIn = useMutation({
    mutationFn: askToLogIn,
    meta: { quiet: true },
    onSuccess: () => client.resetQueries(),
    onError: (error) => {
      if (wantsCode(error)) setCode((typed) => typed ?? "");
    },
  });
  const wanted = code !== null && wantsCode(signIn.error) && code === "";
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    signIn.mutate({ email, password, ...(code ? { code: code.trim() } : {}) });
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => {
          setEmail(event.target.value);
        }}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        error={code === null ? signIn.error?.message : null}
        onChange={(event) => {
          setPassword(event.target.value);
        }}
      />
      {code !== null && (
        <TextField
          label="Code"
          hint="From your authenticator app, or one of your recovery codes"
          autoComplete="one-time-code"
          required
          value={code}
          error={wanted ? null : signIn.error?.message}
          onChange={(event) => {
            setCode(event.target.value);
          }}
        />
      )}
      <Button type="submit" look="primary" disabled={signIn.isPending}>
        {signIn.isPending ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}

export function SignIn() {
  const ways = useQuery(account.ways());
  return (
    <Entry title="Sign in to bolo">
      <PasswordForm />
      <p className={css.other}>
        <Link to="/forgot">Forgot your password?</Link>
      </p>
      {ways.data?.registration === "open" && (
        <p className={css.other}>
          New here? <Link to="/sign-up">Make an account</Link>
        </p>
      )}
      <LinkForm />
    </Entry>
  );
}
