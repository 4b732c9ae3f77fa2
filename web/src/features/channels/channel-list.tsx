/** The channels: how each fares, a test that shows the vendor's answer, a switch, and the way out. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import {
  askToChangeChannel,
  askToRemoveChannel,
  askToRotate,
  askToTestChannel,
  channels as queries,
  type Channel,
  type ChannelKind,
} from "@/api/channels";
import { Button, IconButton } from "@/ui/actions/button";
import { Confirm } from "@/ui/overlays/dialog";
import { Card } from "@/ui/page/page";
import { EmptyState } from "@/ui/page/state";
import { Badge } from "@/ui/signs/badge";

import css from "./channels.module.css";
import { EditChannel } from "./edit-channel";
import { Secret } from "./secret";

const nameOf = ({ label, title }: Channel): string => label || title;

function Status({ channel }: { channel: Channel }) {
  if (!channel.enabled) return <Badge>Off</Badge>;
  if (channel.failures > 0) return <Badge tone="warn">Failing</Badge>;
  if (channel.last_at === null) return <Badge>Not used yet</Badge>;
  return <Badge tone="good">Works</Badge>;
}

function useActs(channel: Channel) {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: queries.all });
  return {
    test: useMutation({ mutationFn: () => askToTestChannel(channel.id), onSuccess }),
    remove: useMutation({ mutationFn: () => askToRemoveChannel(channel.id), onSuccess }),
    rotate: useMutation({ mutationFn: () => askToRotate(channel.id), onSuccess }),
    turn: useMutation({
      mutationFn: () => askToChangeChannel(channel.id, { enabled: !channel.enabled }),
      onSuccess,
    }),
  };
}

function Answer({ test }: { test: ReturnType<typeof useActs>["test"] }) {
  if (test.isPending || !test.data) return null;
  const { sent, told } = test.data;
  return (
    <p role="status" className={sent ? css.sent : css.refusal}>
      {sent ? "The test was taken: " : "The test was not taken: "}
      {told}
    </p>
  );
}

type Acts = ReturnType<typeof useActs>;

function About({ channel, acts: { test, rotate } }: { channel: Channel; acts: Acts }) {
  const shown = Object.values(channel.settings).join(" · ");
  const words = [channel.label ? channel.title : "", shown, channel.mine ? "" : "the workspace’s"];
  return (
    <div className={css.who}>
      <b>{nameOf(channel)}</b>
      <span>{words.filter(Boolean).join(" · ")}</span>
      {channel.last_told && channel.failures > 0 && !test.data && (
        <span className={css.refusal}>{channel.last_told}</span>
      )}
      <Answer test={test} />
      {rotate.data && <Secret secret={rotate.data.secret} onDone={rotate.reset} />}
    </div>
  );
}

type ButtonsProps = {
  channel: Channel;
  acts: Acts;
  onEdit: (() => void) | null;
  onRemove: () => void;
};

function Buttons({ channel, acts: { test, turn, rotate }, onEdit, onRemove }: ButtonsProps) {
  return (
    <div className={css.acts}>
      <Button
        small
        disabled={test.isPending}
        onClick={() => {
          test.mutate();
        }}
      >
        {test.isPending ? "Sending…" : "Send a test"}
      </Button>
      <Button
        small
        disabled={turn.isPending}
        onClick={() => {
          turn.mutate();
        }}
      >
        {channel.enabled ? "Turn off" : "Turn on"}
      </Button>
      {channel.kind === "webhook" && (
        <Button
          small
          disabled={rotate.isPending}
          onClick={() => {
            rotate.mutate();
          }}
        >
          New secret
        </Button>
      )}
      {onEdit && (
        <Button small onClick={onEdit}>
          Change
        </Button>
      )}
      <IconButton small icon="trash" label={`Remove ${nameOf(channel)}`} onClick={onRemove} />
    </div>
  );
}

function Row({ channel, kind }: { channel: Channel; kind: ChannelKind | undefined }) {
  const [asking, setAsking] = useState<"remove" | "edit" | null>(null);
  const acts = useActs(channel);
  const edit = () => {
    setAsking("edit");
  };
  const close = () => {
    setAsking(null);
  };
  return (
    <li className={css.channel}>
      <About channel={channel} acts={acts} />
      <Status channel={channel} />
      <Buttons
        channel={channel}
        acts={acts}
        onEdit={kind && !kind.by_browser ? edit : null}
        onRemove={() => {
          setAsking("remove");
        }}
      />
      {asking === "edit" && kind && <EditChannel channel={channel} kind={kind} onClose={close} />}
      {asking === "remove" && (
        <Confirm
          title={`Tell you over ${nameOf(channel)} no more?`}
          action="Remove"
          busy={acts.remove.isPending}
          onConfirm={() => {
            acts.remove.mutate();
          }}
          onClose={close}
        >
          <p>Its settings and its history are forgotten. What was not sent yet is dropped.</p>
        </Confirm>
      )}
    </li>
  );
}

type ListProps = { channels: readonly Channel[]; kinds: readonly ChannelKind[] };

export function ChannelList({ channels, kinds }: ListProps) {
  if (channels.length === 0) {
    return (
      <EmptyState small icon="bell" title="No channel yet">
        Until there is one, alerts stand in your inbox here.
      </EmptyState>
    );
  }
  return (
    <Card>
      <ul aria-label="Channels">
        {channels.map((channel) => (
          <Row
            key={channel.id}
            channel={channel}
            kind={kinds.find(({ slug }) => slug === channel.kind)}
          />
        ))}
      </ul>
    </Card>
  );
}
