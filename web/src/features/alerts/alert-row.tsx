/** One alert: picture, words, figures, where it leads and over what it was sent. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";

import { alerts, followed, type Alert } from "@/api/alerts";
import { classes } from "@/lib/classes";
import { sentence } from "@/lib/sentence";
import { formatMoment, formatSince } from "@/lib/time";
import { IconButton } from "@/ui/actions/button";
import { useMay } from "@/ui/feedback/may";
import { Badge, DemoBadge } from "@/ui/signs/badge";
import { Icon } from "@/ui/signs/icon";
import { Thumb } from "@/ui/signs/thumb";

import css from "./alerts.module.css";

/** What an alert of an older bolo says, without the address that ends it: that becomes a link. */
export function parted(body: string): { words: string; link: string | null } {
  const found = /^(.*?)\s+(https?:\/\/\S+)$/s.exec(body);
  return { words: found?.[1] ?? body, link: found?.[2] ?? null };
}

const ofSearch = /^search:(.+)$/;

function Title({ alert, onOpen }: { alert: Alert; onOpen: () => void }) {
  const search = ofSearch.exec(alert.scope)?.[1];
  const title = sentence(alert.title);
  if (search !== undefined) {
    return (
      <Link to="/searches/$id" params={{ id: search }} className={css.title} onClick={onOpen}>
        {title}
      </Link>
    );
  }
  if (!alert.opportunity_id) return <span className={css.title}>{title}</span>;
  return (
    <Link
      to="/opportunities/$id"
      params={{ id: alert.opportunity_id }}
      className={css.title}
      onClick={onOpen}
    >
      {title}
    </Link>
  );
}

const states = { sent: "Sent", pending: "On its way", failed: "Not delivered" } as const;

function Sent({ id, at }: { id: string; at: string }) {
  const sent = useQuery(alerts.sent(at));
  return (
    <div id={id} className={css.sent}>
      {sent.isPending && <p>Loading…</p>}
      {sent.error && <p>It could not be loaded: {sent.error.message}</p>}
      {sent.data?.length === 0 && <p>Over no channel: it stands here only.</p>}
      <ul aria-label="Sent over">
        {sent.data?.map((one) => (
          <li key={one.id}>
            <b>{one.channel}</b> {states[one.state]}
            {one.done_at ? `, ${formatMoment(one.done_at)}` : ""}
            {one.told ? `: ${one.told}` : ""}
          </li>
        ))}
      </ul>
    </div>
  );
}

type RowProps = {
  alert: Alert;
  now: number;
  onRead: (id: string) => void;
  onUnread: (id: string) => void;
};

export function AlertRow({ alert, now, onRead, onUnread }: RowProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const unread = alert.read_at === null;
  const { words, link } = parted(alert.body);
  const target = alert.url ? followed(alert.id) : link;
  const may = useMay("write");
  const read = () => {
    if (unread && may) onRead(alert.id);
  };
  return (
    <li className={classes(css.alert, unread && css.unread)}>
      <span className={css.dot} />
      <Thumb src={alert.image} size={44} />
      <div className={css.words}>
        <Title alert={alert} onOpen={read} />
        <p>{sentence(words)}</p>
        <div className={css.links}>
          {target && (
            <a className={css.link} href={target} target="_blank" rel="noreferrer" onClick={read}>
              {alert.shop ? `Open at ${alert.shop}` : "Open listing"}
              <span className="visually-hidden">: {alert.title}</span>
              <Icon name="external" size={12} />
            </a>
          )}
          <button
            type="button"
            className={css.link}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => {
              setOpen(!open);
            }}
          >
            Where it was sent<span className="visually-hidden">: {alert.title}</span>
          </button>
          {alert.clicked_at && <Badge>Opened</Badge>}
          {alert.demo && <DemoBadge />}
        </div>
        {open && <Sent id={id} at={alert.id} />}
      </div>
      <time dateTime={alert.created_at}>{formatSince(alert.created_at, now)}</time>
      {unread ? (
        <IconButton
          needs="write"
          small
          icon="check"
          label={`Mark as read: ${alert.title}`}
          onClick={read}
        />
      ) : (
        <IconButton
          needs="write"
          small
          icon="undo"
          label={`Mark as unread: ${alert.title}`}
          onClick={() => {
            onUnread(alert.id);
          }}
        />
      )}
    </li>
  );
}
