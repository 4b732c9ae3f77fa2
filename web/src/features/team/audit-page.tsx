/** What was done in the workspace, by whom, and whether the log is whole. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { session } from "@/api/session";
import { audit, type AuditEntry, type AuditFilters } from "@/api/workspaces";
import { formatCount } from "@/lib/money";
import { formatMoment } from "@/lib/time";
import { Button } from "@/ui/actions/button";
import { Card, Page, Section } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";
import { Badge } from "@/ui/signs/badge";

import { AuditFilterBar } from "./audit-filters";
import { actionName } from "./audit-words";
import { Chain } from "./chain";
import css from "./team.module.css";
import { TeamTabs } from "./team-tabs";

const everything: AuditFilters = { action: null, user: null };

function Entry({ entry }: { entry: AuditEntry }) {
  return (
    <li className={css.entry}>
      <time dateTime={entry.at}>{formatMoment(entry.at)}</time>
      <div>
        <b>{entry.actor ?? "Somebody who has left"}</b> · {actionName(entry.action)}{" "}
        {entry.target && <code>{entry.target}</code>}
      </div>
      <Badge title={`Entry ${formatCount(entry.number)}, hash ${entry.hash}`}>{entry.via}</Badge>
    </li>
  );
}

function Entries({ filters, onAll }: { filters: AuditFilters; onAll: () => void }) {
  const list = useInfiniteQuery({ ...audit.list(filters), placeholderData: (before) => before });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <SkeletonRows rows={8} height={36} />;
  if (list.error && !list.data) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} what="The log" />;
  }
  if (items.length === 0) {
    return (
      <EmptyState
        small
        icon="list"
        title="Nothing like that was done"
        action={<Button onClick={onAll}>Show all</Button>}
      />
    );
  }
  return (
    <Card>
      <ol aria-label="What was done">
        {items.map((entry) => (
          <Entry key={entry.number} entry={entry} />
        ))}
      </ol>
      {list.hasNextPage && (
        <div className={css.more}>
          <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchingNextPage ? "Loading…" : "Show older entries"}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Log() {
  const [filters, setFilters] = useState(everything);
  return (
    <>
      <Section title="Is it whole?">
        <Chain />
      </Section>
      <Section title="Entries" note="The newest first">
        <AuditFilterBar filters={filters} onChange={setFilters} />
        <Entries
          filters={filters}
          onAll={() => {
            setFilters(everything);
          }}
        />
      </Section>
    </>
  );
}

export function AuditPage() {
  const current = useQuery(session.current());
  if (!current.data) return null;
  const owner = current.data.role === "owner";
  return (
    <Page
      title="Audit log"
      lead={`Who did what in ${current.data.workspace.name}. It can only be appended to.`}
    >
      <TeamTabs owner={owner} />
      {owner ? (
        <Log />
      ) : (
        <EmptyState icon="shield" title="For owners">
          Owners of the workspace read what was done in it; ask one of them.
        </EmptyState>
      )}
    </Page>
  );
}
