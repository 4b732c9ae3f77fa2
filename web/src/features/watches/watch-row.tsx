/** One watch: how it is, how often it asks, when next; pause, resume, remove. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { session } from "@/api/session";
import {
  askToChange,
  askToPause,
  askToRemove,
  askToResume,
  watches,
  type Watch,
} from "@/api/watches";
import { classes } from "@/lib/classes";
import { formatCount } from "@/lib/money";
import { formatDistance, formatInterval, formatWait } from "@/lib/time";
import { Badge, DemoBadge, HealthBadge } from "@/ui/badge";
import { IconButton } from "@/ui/button";
import { Confirm } from "@/ui/dialog";
import { SelectField } from "@/ui/field";
import { say } from "@/ui/toast";

import { INTERVALS } from "./intervals";
import css from "./watches.module.css";

function useChanges(watch: Watch) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: watches.all });
  return {
    pause: useMutation({
      mutationFn: () => (watch.state === "paused" ? askToResume(watch.id) : askToPause(watch.id)),
      onSuccess: refresh,
    }),
    every: useMutation({
      mutationFn: (every_seconds: number) => askToChange(watch.id, { every_seconds }),
      onSuccess: refresh,
    }),
    remove: useMutation({
      mutationFn: () => askToRemove(watch.id),
      onSuccess: async () => {
        say(`${watch.label} is no longer watched.`);
        await refresh();
        await client.invalidateQueries({ queryKey: session.current().queryKey });
      },
    }),
  };
}

function NextAsk({ watch, now }: { watch: Watch; now: number }) {
  const next = watch.health.next_try_at ?? watch.next_ask_at;
  return (
    <div className={classes(css.fact, css.next)}>
      {watch.state === "paused" ? "Paused" : next ? formatWait(next, now) : "Soon"}
      <span>
        {watch.last_asked_at
          ? `asked ${formatDistance(watch.last_asked_at, now)}`
          : "not asked yet"}
      </span>
    </div>
  );
}

export function WatchRow({ watch, now }: { watch: Watch; now: number }) {
  const [asking, setAsking] = useState(false);
  const { pause, every, remove } = useChanges(watch);
  const paused = watch.state === "paused";
  const known = INTERVALS.some(([seconds]) => seconds === watch.every_seconds);
  return (
    <li className={classes(css.row, paused && css.paused)}>
      <div className={css.badge}>
        {paused ? <Badge>Paused</Badge> : <HealthBadge state={watch.health.state} />}
      </div>
      <div className={css.what}>
        <b>
          {watch.label} {watch.demo && <DemoBadge />}
        </b>
        <span className={classes(watch.health.reason && css.reason)}>
          {watch.health.reason ??
            `${watch.marketplace} · ${watch.address ?? `“${watch.words ?? ""}”`}`}
        </span>
      </div>
      <div className={css.fact}>
        {formatCount(watch.offers)}
        <span>offers</span>
      </div>
      <div className={css.every}>
        <SelectField
          label={`How often to ask ${watch.label}`}
          hideLabel
          value={watch.every_seconds}
          onChange={(event) => {
            every.mutate(Number(event.target.value));
          }}
        >
          {!known && (
            <option value={watch.every_seconds}>{formatInterval(watch.every_seconds)}</option>
          )}
          {INTERVALS.map(([seconds, words]) => (
            <option key={seconds} value={seconds}>
              {words}
            </option>
          ))}
        </SelectField>
      </div>
      <NextAsk watch={watch} now={now} />
      <div className={css.actions}>
        <IconButton
          small
          icon={paused ? "play" : "pause"}
          label={`${paused ? "Resume" : "Pause"} ${watch.label}`}
          disabled={pause.isPending}
          onClick={() => {
            pause.mutate();
          }}
        />
        <IconButton
          small
          icon="trash"
          label={`Remove ${watch.label}`}
          onClick={() => {
            setAsking(true);
          }}
        />
      </div>
      {asking && (
        <Confirm
          title={`Stop watching ${watch.label}?`}
          action="Remove"
          busy={remove.isPending}
          onConfirm={() => {
            remove.mutate(undefined, {
              onSettled: () => {
                setAsking(false);
              },
            });
          }}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>bolo asks there no more. What it has seen stays in the price history.</p>
        </Confirm>
      )}
    </li>
  );
}
