/** A second factor that is on: new recovery codes, and turning it off; both need a code. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { askToEndFactor, askToRenewCodes, security, type Factor } from "@/api/security";
import { formatDate } from "@/lib/time";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { Badge } from "@/ui/signs/badge";

import css from "./account.module.css";
import { CodeField } from "./code-field";
import { RecoveryCodes } from "./recovery-codes";

const few = 3;

type AskProps = {
  action: string;
  danger?: boolean;
  run: (code: string) => void;
  busy: boolean;
  error: string | undefined;
  onCancel: () => void;
};

function AskCode({ action, danger = false, run, busy, error, onCancel }: AskProps) {
  const [code, setCode] = useState("");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    run(code.trim());
  };
  return (
    <form className={css.steps} onSubmit={submit}>
      <CodeField
        code={code}
        hint="From your authenticator app, or one of your recovery codes"
        error={error}
        onChange={setCode}
      />
      <div className={css.acts}>
        <Button
          type="submit"
          look={danger ? "danger" : "primary"}
          disabled={busy || code.trim().length < 6}
        >
          {action}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}

type IsOnProps = { factor: Factor; onRenew: () => void; onEnd: () => void };

function IsOn({ factor, onRenew, onEnd }: IsOnProps) {
  const left = factor.recovery_codes;
  return (
    <div className={css.leaving}>
      <p>
        <Badge tone="good" dot>
          On
        </Badge>{" "}
        {factor.since && `since ${formatDate(factor.since)}. `}
        {left === 1 ? "1 recovery code is" : `${left} recovery codes are`} left
        {left <= few ? ": make new ones before you need them." : "."}
      </p>
      <div className={css.acts}>
        <Button onClick={onRenew}>New recovery codes</Button>
        <Button look="danger" onClick={onEnd}>
          Turn off
        </Button>
      </div>
    </div>
  );
}

export function FactorOn({ factor }: { factor: Factor }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState<"renew" | "end" | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: security.factor().queryKey });
  const renew = useMutation({ mutationFn: askToRenewCodes, meta: { quiet: true } });
  const end = useMutation({
    mutationFn: askToEndFactor,
    meta: { quiet: true },
    onSuccess: () => {
      say("The second factor is off.");
      return refresh();
    },
  });
  const cancel = () => {
    setAsking(null);
    renew.reset();
    end.reset();
  };
  if (renew.data) {
    return (
      <RecoveryCodes
        codes={renew.data}
        onDone={() => {
          cancel();
          void refresh();
        }}
      />
    );
  }
  if (asking === null) {
    return (
      <IsOn
        factor={factor}
        onRenew={() => {
          setAsking("renew");
        }}
        onEnd={() => {
          setAsking("end");
        }}
      />
    );
  }
  const act = asking === "end" ? end : renew;
  return (
    <AskCode
      action={asking === "end" ? "Turn it off" : "Make new codes"}
      danger={asking === "end"}
      run={act.mutate}
      busy={act.isPending}
      error={act.error?.message}
      onCancel={cancel}
    />
  );
}
