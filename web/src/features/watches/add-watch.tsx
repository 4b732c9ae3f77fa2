/** Paste an address or words; look first what is there, or watch at once. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import { session } from "@/api/session";
import { askToScan } from "@/api/sources";
import { askToWatch, watches } from "@/api/watches";
import { looksLikeAddress } from "@/lib/address";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { TextField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";

import { IntervalField } from "./interval-field";
import { ScanPreview } from "./scan-preview";
import css from "./watches.module.css";

export function AddWatch() {
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [every, setEvery] = useState<number | null>(null);
  const scan = useMutation({ mutationFn: askToScan, meta: { quiet: true } });
  const add = useMutation({
    mutationFn: askToWatch,
    meta: { quiet: true },
    onSuccess: (watch) => {
      setText("");
      scan.reset();
      say(`Watching ${watch.label}.`);
      void client.invalidateQueries({ queryKey: watches.all });
      void client.invalidateQueries({ queryKey: session.current().queryKey });
    },
  });
  const typed = text.trim();
  const isAddress = looksLikeAddress(typed);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!typed) return;
    add.mutate({
      ...(isAddress ? { address: typed } : { words: typed }),
      ...(every === null ? {} : { every_seconds: every }),
    });
  };

  return (
    <Card className={css.add}>
      <form className={css.form} onSubmit={submit}>
        <TextField
          label="Address of a shop or product, or words to search for"
          placeholder="https://shop.example/  or  sony wh-1000xm5"
          value={text}
          autoComplete="off"
          onChange={(event) => {
            setText(event.target.value);
            scan.reset();
            add.reset();
          }}
        />
        <IntervalField label="Ask every" named={every} onChoose={setEvery} />
        <Button
          needs="write"
          disabled={!isAddress || scan.isPending}
          onClick={() => {
            scan.mutate(typed);
          }}
        >
          {scan.isPending ? "Looking…" : "Preview"}
        </Button>
        <Button needs="write" type="submit" look="primary" disabled={!typed || add.isPending}>
          {add.isPending ? "Adding…" : "Watch"}
        </Button>
      </form>
      {(scan.error ?? add.error) && (
        <p className={css.error} role="alert">
          {(scan.error ?? add.error)?.message}
        </p>
      )}
      {scan.data && <ScanPreview scan={scan.data} />}
    </Card>
  );
}
