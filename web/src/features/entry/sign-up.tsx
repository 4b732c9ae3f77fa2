/** Making an account; whoever makes one is signed in at once. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type SubmitEvent } from "react";

import { account, askToLogIn, askToRegister, type Registering } from "@/api/account";
import { Problem } from "@/api/client";
import { Button } from "@/ui/actions/button";
import { TextField } from "@/ui/forms/field";
import { NewPassword } from "@/ui/forms/new-password";

import { Entry } from "./entry";
import css from "./entry.module.css";

/** The server does not tell whether an address has an account; the person may know. */
async function signUp(given: Registering): Promise<void> {
  await askToRegister(given);
  try {
    await askToLogIn({ email: given.email, password: given.password });
  } catch (error) {
    if (!(error instanceof Problem) || !error.isSignedOut) throw error;
    throw new Error(
      "This did not sign you in. If you have an account with this e-mail already, sign in to it.",
      { cause: error },
    );
  }
}

function SignUpForm() {
  const client = useQueryClient();
  const [given, setGiven] = useState({ name: "", email: "", password: "" });
  const make = useMutation({
    mutationFn: signUp,
    meta: { quiet: true },
    onSuccess: () => client.resetQueries(),
  });
  const field = (name: keyof typeof given) => ({
    value: given[name],
    onChange: (event: { target: { value: string } }) => {
      setGiven({ ...given, [name]: event.target.value });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    make.mutate({ ...given, name: given.name.trim() || null });
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <TextField label="Name" autoComplete="name" placeholder="Ada" {...field("name")} />
      <TextField label="E-mail" type="email" autoComplete="username" required {...field("email")} />
      <NewPassword
        value={given.password}
        error={make.error?.message}
        onChange={(password) => {
          setGiven({ ...given, password });
        }}
      />
      <Button type="submit" look="primary" disabled={make.isPending}>
        {make.isPending ? "Making your account…" : "Make an account"}
      </Button>
    </form>
  );
}

export function SignUp() {
  const ways = useQuery(account.ways());
  const open = ways.data === undefined || ways.data.registration === "open";
  return (
    <Entry title="Make an account">
      {open ? (
        <SignUpForm />
      ) : (
        <p>Nobody can register here by themselves. Ask whoever runs this bolo to invite you.</p>
      )}
      <p className={css.other}>
        Have an account? <Link to="/">Sign in</Link>
      </p>
    </Entry>
  );
}
