/** The inbox: one alert per fact, unread ones on top of mind. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { alerts, askToRead, askToReadAll, type Alert } from "@/api/alerts";
import { classes } from "@/lib/classes";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { Button, IconButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Card, Page } from "@/ui/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/state";

import css from "./alerts.module.css";

/** What an alert says, without the address that ends it: that becomes a link. */
export function parted(body: string): { words: string; link: string | null } {
  const found = /^(.*?)\s+(https?:\/\/\S+)$/s.exec(body);
  return { words: found?.[1] ?? body, link: found?.[2] ?? null };
}

type RowProps = { alert: Alert; now: number; onRead: (id: string) => void };

function AlertRow({ alert, now, onRead }: RowProps) {
  const unread = alert.read_at === null;
  const { words, link } = parted(alert.body);
  const read = () => {
    if (unread) onRead(alert.id);
  };
  return (
    <li className={classes(css.alert, unread && css.unread)}>
      <span className={css.dot} />
      <div className={css.words}>
        {alert.opportunity_id ? (
          <Link
            to="/opportunities/$id"
            params={{ id: alert.opportunity_id }}
            className={css.title}
            onClick={read}
          >
            {alert.title}
          </Link>
        ) : (
          <span className={css.title}>{alert.title}</span>
        )}
        <p>{words}</p>
        {link && (
          <a className={css.link} href={link} target="_blank" rel="noreferrer" onClick={read}>
            Open listing<span className="visually-hidden">: {alert.title}</span>
            <Icon name="external" size={12} />
          </a>
        )}
      </div>
      <time dateTime={alert.created_at}>{formatSince(alert.created_at, now)}</time>
      {unread ? (
        <IconButton small icon="check" label={`Mark as read: ${alert.title}`} onClick={read} />
      ) : (
        <span />
      )}
    </li>
  );
}

export function AlertsPage() {
  const client = useQueryClient();
  const now = useNow();
  const list = useQuery(alerts.list());
  const refresh = () => client.invalidateQueries({ queryKey: alerts.all });
  const read = useMutation({ mutationFn: askToRead, onSuccess: refresh });
  const readAll = useMutation({ mutationFn: askToReadAll, onSuccess: refresh });
  const items = list.data?.items;
  const someUnread = items?.some(({ read_at }) => read_at === null) ?? false;

  return (
    <Page
      title="Alerts"
      lead="What bolo told you, once per fact."
      actions={
        <Button
          disabled={!someUnread || readAll.isPending}
          onClick={() => {
            readAll.mutate();
          }}
        >
          Mark all as read
        </Button>
      }
    >
      {list.isPending && <SkeletonRows rows={6} height={56} />}
      {list.error && !list.data && (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} what="Your alerts" />
      )}
      {items?.length === 0 && (
        <EmptyState icon="bell" title="Nothing to tell yet">
          When something becomes worth buying, you hear of it here and through your webhooks.
        </EmptyState>
      )}
      {items && items.length > 0 && (
        <Card>
          <ul aria-label="Alerts">
            {items.map((alert) => (
              <AlertRow key={alert.id} alert={alert} now={now} onRead={read.mutate} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}
