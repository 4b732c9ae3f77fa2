/** Setting the second factor up: the password, the code to scan, its first code, recovery codes. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { askToBeginFactor, askToOfferFactor, security, type FactorOffer } from "@/api/security";
import { Button } from "@/ui/actions/button";
import { CopyButton } from "@/ui/actions/copy";
import { TextField } from "@/ui/forms/field";

import css from "./account.module.css";
import { CodeField } from "./code-field";
import { RecoveryCodes } from "./recovery-codes";

type Wanted = { onCancel: () => void };

function AskPassword({ onOffer, onCancel }: Wanted & { onOffer: (offer: FactorOffer) => void }) {
  const [password, setPassword] = useState("");
  const offer = useMutation({
    mutationFn: askToOfferFactor,
    meta: { quiet: true },
    onSuccess: onOffer,
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    offer.mutate(password);
  };
  return (
    <form className={css.steps} onSubmit={submit}>
      <TextField
        label="Your password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        error={offer.error?.message}
        onChange={({ target }) => {
          setPassword(target.value);
        }}
      />
      <div className={css.acts}>
        <Button type="submit" look="primary" disabled={offer.isPending || !password}>
          Go on
        </Button>
        <Button onClick={onCancel}>Not now</Button>
      </div>
    </form>
  );
}

const inFours = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? secret;

function Secret({ offer }: { offer: FactorOffer }) {
  return (
    <div className={css.scan}>
      {offer.qr && <img src={offer.qr} alt="QR code for your authenticator" />}
      <div>
        <p>
          <b>1.</b>{" "}
          {offer.qr
            ? "Scan this with an authenticator app, or type the key by hand."
            : "Type this key in an authenticator app."}
        </p>
        <code>{inFours(offer.secret)}</code>
        <div className={css.acts}>
          <CopyButton text={offer.secret} label="Copy the key" />
          <a className={css.app} href={offer.uri}>
            Open in an app on this device
          </a>
        </div>
      </div>
    </div>
  );
}

type ProveProps = Wanted & { offer: FactorOffer; onCodes: (codes: string[]) => void };

function Prove({ offer, onCodes, onCancel }: ProveProps) {
  const [code, setCode] = useState("");
  const begin = useMutation({
    mutationFn: askToBeginFactor,
    meta: { quiet: true },
    onSuccess: onCodes,
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    begin.mutate(code.trim());
  };
  return (
    <form className={css.steps} onSubmit={submit}>
      <Secret offer={offer} />
      <p>
        <b>2.</b> Type the code that the app shows now.
      </p>
      <CodeField code={code} error={begin.error?.message} onChange={setCode} />
      <div className={css.acts}>
        <Button type="submit" look="primary" disabled={begin.isPending || code.trim().length < 6}>
          Turn it on
        </Button>
        <Button onClick={onCancel}>Not now</Button>
      </div>
    </form>
  );
}

export function FactorSetup({ onCancel }: Wanted) {
  const client = useQueryClient();
  const [offer, setOffer] = useState<FactorOffer | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) {
    return (
      <RecoveryCodes
        codes={codes}
        onDone={() => {
          void client.invalidateQueries({ queryKey: security.factor().queryKey });
        }}
      />
    );
  }
  if (offer) return <Prove offer={offer} onCodes={setCodes} onCancel={onCancel} />;
  return <AskPassword onOffer={setOffer} onCancel={onCancel} />;
}
