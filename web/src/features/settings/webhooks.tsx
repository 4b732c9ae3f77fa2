/** Addresses that are told of every alert; the secret of each is shown once. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";

import {
  askToAddWebhook,
  askToRemoveWebhook,
  askToTestWebhook,
  settings,
  type WebhookEndpoint,
} from "@/api/settings";
import { Button, IconButton } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { TextField } from "@/ui/forms/field";
import { Confirm } from "@/ui/overlays/dialog";
import { Card } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";
import { Badge } from "@/ui/signs/badge";

import css from "./settings.module.css";

function Status({ endpoint }: { endpoint: WebhookEndpoint }) {
  if (!endpoint.enabled) return <Badge tone="bad">Disabled</Badge>;
  if (endpoint.last_error) return <Badge tone="warn">Failing</Badge>;
  if (endpoint.last_status === null) return <Badge>Not used yet</Badge>;
  return <Badge tone="good">Delivered</Badge>;
}

function EndpointRow({ endpoint, refresh }: { endpoint: WebhookEndpoint; refresh: () => unknown }) {
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => askToRemoveWebhook(endpoint.id),
    onSuccess: refresh,
  });
  const test = useMutation({
    mutationFn: () => askToTestWebhook(endpoint.id),
    onSuccess: (result) => {
      say(
        result.error === null && result.status !== null
          ? `Delivered: it answered ${result.status}.`
          : `Not delivered: ${result.error ?? `it answered ${result.status ?? "nothing"}`}.`,
      );
      refresh();
    },
  });
  return (
    <li className={css.hook}>
      <div>
        {endpoint.url}
        {endpoint.last_error && <span>{endpoint.last_error}</span>}
      </div>
      <Status endpoint={endpoint} />
      <Button
        small
        disabled={test.isPending}
        onClick={() => {
          test.mutate();
        }}
      >
        {test.isPending ? "Sending…" : "Send a test"}
      </Button>
      <IconButton
        small
        icon="trash"
        label={`Remove ${endpoint.url}`}
        disabled={remove.isPending}
        onClick={() => {
          setAsking(true);
        }}
      />
      {asking && (
        <Confirm
          title="Tell this address no more?"
          action="Remove"
          busy={remove.isPending}
          onConfirm={() => {
            remove.mutate();
          }}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>{endpoint.url} and its secret are forgotten. What was not delivered yet is dropped.</p>
        </Confirm>
      )}
    </li>
  );
}

function Secret({ endpoint, onDone }: { endpoint: WebhookEndpoint; onDone: () => void }) {
  const secret = endpoint.secret ?? "";
  return (
    <div className={css.secret} role="status">
      <p>Keep this secret of {endpoint.url} now. It is not shown again.</p>
      <div>
        <code>{secret}</code>
        <IconButton
          small
          icon="copy"
          label="Copy the secret"
          onClick={() => {
            void navigator.clipboard.writeText(secret).then(() => {
              say("Copied.");
            });
          }}
        />
        <Button small onClick={onDone}>
          I have it
        </Button>
      </div>
    </div>
  );
}

export function Webhooks() {
  const client = useQueryClient();
  const [url, setUrl] = useState("");
  const list = useQuery(settings.webhooks());
  const refresh = () => client.invalidateQueries({ queryKey: settings.webhooks().queryKey });
  const add = useMutation({
    mutationFn: askToAddWebhook,
    meta: { quiet: true },
    onSuccess: () => {
      setUrl("");
      return refresh();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (url.trim()) add.mutate(url.trim());
  };

  return (
    <Card>
      {list.isPending && <SkeletonRows rows={2} />}
      {list.error && !list.data && (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} what="Webhooks" />
      )}
      {add.data && <Secret endpoint={add.data} onDone={add.reset} />}
      <ul aria-label="Webhooks">
        {list.data?.map((endpoint) => (
          <EndpointRow key={endpoint.id} endpoint={endpoint} refresh={refresh} />
        ))}
      </ul>
      <form className={css.add} onSubmit={submit}>
        <TextField
          label="Address to tell"
          type="url"
          placeholder="https://example.com/hooks/bolo"
          value={url}
          error={add.error?.message}
          onChange={(event) => {
            setUrl(event.target.value);
          }}
        />
        <Button type="submit" disabled={!url.trim() || add.isPending}>
          Add
        </Button>
      </form>
    </Card>
  );
}
