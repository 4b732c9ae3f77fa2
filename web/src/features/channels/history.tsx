/** What was sent over which channel, every try of it, and once more on request. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";

import { askToRetry, channels, type Delivery } from "@/api/channels";
import { useNow } from "@/lib/now";
import { formatMoment, formatSince, formatWait } from "@/lib/time";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { SelectField } from "@/ui/forms/field";
import { Card } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";
import { Badge } from "@/ui/signs/badge";

import css from "./channels.module.css";

const states = {
  sent: { word: "Sent", tone: "good" },
  pending: { word: "On its way", tone: "neutral" },
  failed: { word: "Not delivered", tone: "bad" },
} as const;

const named = ({ alerts }: Delivery): string => {
  const [first, ...rest] = alerts;
  if (!first) return "An alert that is gone";
  return rest.length > 0 ? `${first.title}, and ${rest.length} more` : first.title;
};

function Tries({ id, of }: { id: string; of: string }) {
  const tries = useQuery(channels.attempts(of));
  return (
    <ol id={id} className={css.tries} aria-label="Attempts">
      {tries.isPending && <li>Loading…</li>}
      {tries.data?.length === 0 && <li>None yet</li>}
      {tries.data?.map((one) => (
        <li key={one.number}>
          {formatMoment(one.at)}: {one.told}
        </li>
      ))}
    </ol>
  );
}

function Row({ delivery, now }: { delivery: Delivery; now: number }) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const id = useId();
  const retry = useMutation({
    mutationFn: () => askToRetry(delivery.id),
    onSuccess: () => {
      say("It is sent once more, now.");
      return client.invalidateQueries({ queryKey: channels.deliveries });
    },
  });
  const { word, tone } = states[delivery.state];
  const title = named(delivery);
  return (
    <li className={css.channel}>
      <div className={css.who}>
        <b>{title}</b>
        <span>
          {delivery.channel} · {formatSince(delivery.created_at, now)}
          {delivery.told ? ` · ${delivery.told}` : ""}
          {delivery.next_try_at && delivery.attempts > 0
            ? ` · next try ${formatWait(delivery.next_try_at, now)}`
            : ""}
        </span>
        {open && <Tries id={id} of={delivery.id} />}
      </div>
      <Badge tone={tone}>{word}</Badge>
      <div className={css.acts}>
        <Button
          small
          aria-expanded={open}
          aria-controls={id}
          onClick={() => {
            setOpen(!open);
          }}
        >
          Attempts<span className="visually-hidden"> of {title}</span>
        </Button>
        {delivery.state !== "pending" && (
          <Button
            needs="write"
            small
            disabled={retry.isPending}
            onClick={() => {
              retry.mutate();
            }}
          >
            {delivery.state === "failed" ? "Try again" : "Send again"}
            <span className="visually-hidden">: {title}</span>
          </Button>
        )}
      </div>
    </li>
  );
}

export function History() {
  const now = useNow();
  const [state, setState] = useState<Delivery["state"] | null>(null);
  const sent = useInfiniteQuery({
    ...channels.sent(state),
    placeholderData: (before) => before,
    refetchInterval: 10_000,
  });
  const items = sent.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <div className={css.filter}>
        <SelectField
          label="Show"
          hideLabel
          value={state ?? ""}
          onChange={({ target }) => {
            setState((target.value || null) as Delivery["state"] | null);
          }}
        >
          <option value="">Everything</option>
          <option value="failed">Not delivered</option>
          <option value="pending">On its way</option>
          <option value="sent">Sent</option>
        </SelectField>
      </div>
      {sent.isPending && <SkeletonRows rows={3} />}
      {sent.error && !sent.data && (
        <ErrorState error={sent.error} onRetry={() => void sent.refetch()} what="The history" />
      )}
      {items?.length === 0 && (
        <EmptyState
          small
          icon="clock"
          title={state ? "Nothing of that kind" : "Nothing sent yet"}
        />
      )}
      {items && items.length > 0 && (
        <Card>
          <ul aria-label="Deliveries">
            {items.map((delivery) => (
              <Row key={delivery.id} delivery={delivery} now={now} />
            ))}
          </ul>
        </Card>
      )}
      {sent.hasNextPage && (
        <Button
          disabled={sent.isFetchingNextPage}
          onClick={() => {
            void sent.fetchNextPage();
          }}
        >
          Show older
        </Button>
      )}
    </>
  );
}
