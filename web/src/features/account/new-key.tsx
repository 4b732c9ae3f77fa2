/** Makes a key; what it opens is chosen, and it is shown this once. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { askToCreateKey, security, type ApiKey, type Scope } from "@/api/security";
import type { Role } from "@/api/workspaces";
import { Button } from "@/ui/actions/button";
import { CopyButton } from "@/ui/actions/copy";
import { TextField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";

import css from "./account.module.css";
import { scopesOf } from "./scopes";

type ChoiceProps = { role: Role; chosen: readonly Scope[]; onChoose: (chosen: Scope[]) => void };

function ScopeChoice({ role, chosen, onChoose }: ChoiceProps) {
  return (
    <fieldset className={css.scopes}>
      <legend>It may</legend>
      {scopesOf(role).map(({ scope, may }) => (
        <label key={scope} className={css.scope}>
          <input
            type="checkbox"
            checked={chosen.includes(scope)}
            onChange={() => {
              onChoose(
                chosen.includes(scope) ? chosen.filter((one) => one !== scope) : [...chosen, scope],
              );
            }}
          />
          <b>{scope}</b> {may}
        </label>
      ))}
    </fieldset>
  );
}

function Token({ made, onDone }: { made: ApiKey; onDone: () => void }) {
  return (
    <div className={css.steps} role="status">
      <p>
        <b>{made.name} is made.</b> Keep its key now: it is not shown again.
      </p>
      <code className={css.token}>{made.token}</code>
      <div className={css.acts}>
        <CopyButton text={made.token ?? ""} label="Copy the key" />
        <Button small onClick={onDone}>
          I have it
        </Button>
      </div>
    </div>
  );
}

export function NewKey({ role }: { role: Role }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<Scope[]>(["read"]);
  const make = useMutation({
    mutationFn: askToCreateKey,
    meta: { quiet: true },
    onSuccess: () => {
      setName("");
      setChosen(["read"]);
      return client.invalidateQueries({ queryKey: security.keys().queryKey });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    make.mutate({ name, scopes: chosen });
  };
  return (
    <Card>
      {make.data ? (
        <Token made={make.data} onDone={make.reset} />
      ) : (
        <form className={css.steps} onSubmit={submit}>
          <TextField
            label="Name"
            placeholder="Spreadsheet at home"
            required
            maxLength={80}
            value={name}
            error={make.error?.message}
            onChange={({ target }) => {
              setName(target.value);
            }}
          />
          <ScopeChoice role={role} chosen={chosen} onChoose={setChosen} />
          <div className={css.acts}>
            <Button
              type="submit"
              look="primary"
              disabled={make.isPending || !name.trim() || chosen.length === 0}
            >
              {make.isPending ? "Making it…" : "Make the key"}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}
