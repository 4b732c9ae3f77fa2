/** Jobs and messages that were given up, to be tried again. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { admin, askToRetryDelivery, askToRetryJob } from "@/api/admin";
import { formatMany } from "@/lib/money";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";

import css from "./admin.module.css";
import { List } from "./list";

function useRetry(ask: (id: string) => Promise<void>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSuccess: async () => {
      say("It is tried again.");
      await client.invalidateQueries({ queryKey: admin.all });
    },
  });
}

type LostProps = {
  title: string;
  about: string;
  reason: string;
  busy: boolean;
  onRetry: () => void;
};

function Lost({ title, about, reason, busy, onRetry }: LostProps) {
  return (
    <li className={css.row}>
      <div className={css.what}>
        <b>{title}</b>
        <span>{about}</span>
      </div>
      <div className={css.reason}>{reason}</div>
      <Button small disabled={busy} aria-label={`Try ${title} again`} onClick={onRetry}>
        Try again
      </Button>
    </li>
  );
}

export function DeadJobs() {
  const now = useNow();
  const found = useQuery(admin.jobs());
  const retry = useRetry(askToRetryJob);
  const { error, refetch } = found;
  const answer = { error, refetch, data: found.data?.items };
  return (
    <List answer={answer} what="Jobs that were given up" empty="No job was given up">
      {(one) => (
        <Lost
          key={one.id}
          title={one.name}
          about={formatSince(one.failed_at, now)}
          reason={one.error}
          busy={retry.isPending}
          onRetry={() => {
            retry.mutate(one.id);
          }}
        />
      )}
    </List>
  );
}

export function DeadDeliveries() {
  const now = useNow();
  const found = useQuery(admin.deliveries());
  const retry = useRetry(askToRetryDelivery);
  return (
    <List answer={found} what="Messages that were given up" empty="No message was given up">
      {(one) => (
        <Lost
          key={one.id}
          title={`${one.kind} of ${one.workspace}`}
          about={`${formatMany(one.attempts, "try", "tries")} · ${formatSince(one.created_at, now)}`}
          reason={one.told ?? "no answer"}
          busy={retry.isPending}
          onRetry={() => {
            retry.mutate(one.id);
          }}
        />
      )}
    </List>
  );
}
