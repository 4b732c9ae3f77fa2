/** One watch: how it is, how often it asks, when next; pause, resume, remove. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { askToChange, askToPause, askToResume, watches, type Watch } from "@/api/watches";
import { classes } from "@/lib/classes";
import { formatCount } from "@/lib/money";
import { marketplaceName } from "@/lib/names";
import { formatSince, formatWait } from "@/lib/time";
import { IconButton } from "@/ui/actions/button";
import { Badge, DemoBadge, HealthBadge } from "@/ui/signs/badge";

import { IntervalField } from "./interval-field";
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
      mutationFn: (every_seconds: number | null) =>
        askToChange(watch.id, every_seconds === null ? { fixed: false } : { every_seconds }),
      onSuccess: refresh,
    }),
  };
}

/** What is asked, and of whom, once that is known. */
function whereabouts({ marketplace, address, words }: Watch): string {
  const what = address ?? `“${words ?? ""}”`;
  return marketplace ? `${marketplaceName(marketplace)} · ${what}` : what;
}

function NextAsk({ watch, now }: { watch: Watch; now: number }) {
  const next = watch.health.next_try_at ?? watch.next_ask_at;
  return (
    <div className={classes(css.fact, css.next)}>
      {watch.state === "paused" ? "Paused" : next ? formatWait(next, now) : "Soon"}
      <span>
        {watch.last_asked_at ? `asked ${formatSince(watch.last_asked_at, now)}` : "not asked yet"}
      </span>
    </div>
  );
}

type RowProps = {
  watch: Watch;
  now: number;
  follow: ReactNode;
  removing: boolean;
  onRemove: (watch: Watch) => void;
};

export function WatchRow({ watch, now, follow, removing, onRemove }: RowProps) {
  const { pause, every } = useChanges(watch);
  const paused = watch.state === "paused";
  return (
    <li className={classes(css.row, paused && css.paused)}>
      <div className={css.badge}>
        {paused ? <Badge>Paused</Badge> : <HealthBadge state={watch.health.state} />}
      </div>
      <div className={css.what}>
        <b>
          <span title={watch.label}>{watch.label}</span>
          {watch.demo && <DemoBadge />}
          {watch.followed && <Badge title="Made to read what you follow">Followed</Badge>}
        </b>
        <span className={classes(watch.health.reason && css.reason)}>
          {watch.health.reason ?? whereabouts(watch)}
        </span>
      </div>
      <div className={css.fact}>
        {formatCount(watch.offers)}
        <span>offers</span>
      </div>
      <div className={css.every}>
        <IntervalField
          label={`How often to ask ${watch.label}`}
          hideLabel
          needs="write"
          named={watch.fixed ? watch.every_seconds : null}
          learned={watch.fixed ? null : watch.every_seconds}
          onChoose={every.mutate}
        />
      </div>
      <NextAsk watch={watch} now={now} />
      <div className={css.actions}>
        {follow}
        <IconButton
          needs="write"
          small
          icon={paused ? "play" : "pause"}
          label={`${paused ? "Resume" : "Pause"} ${watch.label}`}
          disabled={pause.isPending}
          onClick={() => {
            pause.mutate();
          }}
        />
        <IconButton
          needs="write"
          small
          icon="trash"
          label={`Remove ${watch.label}`}
          disabled={removing}
          onClick={() => {
            onRemove(watch);
          }}
        />
      </div>
    </li>
  );
}
