/** The inbox: one alert per fact, unread ones on top of mind, with where each was sent. */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import {
  alerts,
  askToRead,
  askToReadAll,
  askToUnread,
  type Alert,
  type AlertFilters,
} from "@/api/alerts";
import { useHeld } from "@/lib/held";
import { useNow } from "@/lib/now";
import { Button } from "@/ui/actions/button";
import { SelectField, TextField } from "@/ui/forms/field";
import { Newer } from "@/ui/page/newer";
import { Card, Page } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";

import { AlertRow } from "./alert-row";
import css from "./alerts.module.css";

const everything: AlertFilters = { unread: false, kind: null, q: "" };
const isFiltered = ({ unread, kind, q }: AlertFilters) => unread || kind !== null || q !== "";

type BarProps = { filters: AlertFilters; onChange: (filters: AlertFilters) => void };

function FilterBar({ filters, onChange }: BarProps) {
  return (
    <div role="search" className={css.bar}>
      <TextField
        label="Search alerts"
        hideLabel
        type="search"
        placeholder="Search alerts"
        value={filters.q}
        onChange={({ target }) => {
          onChange({ ...filters, q: target.value });
        }}
      />
      <SelectField
        label="Read or unread"
        hideLabel
        value={filters.unread ? "unread" : "all"}
        onChange={({ target }) => {
          onChange({ ...filters, unread: target.value === "unread" });
        }}
      >
        <option value="all">Read and unread</option>
        <option value="unread">Unread only</option>
      </SelectField>
      <SelectField
        label="Kind"
        hideLabel
        value={filters.kind ?? ""}
        onChange={({ target }) => {
          onChange({ ...filters, kind: target.value || null });
        }}
      >
        <option value="">Every kind</option>
        <option value="opportunity.buy">Worth buying</option>
        <option value="search.hit">Found by a search</option>
      </SelectField>
    </div>
  );
}

function Nothing({ filtered, onAll }: { filtered: boolean; onAll: () => void }) {
  if (!filtered) {
    return (
      <EmptyState icon="bell" title="Nothing to tell yet">
        When something becomes worth buying, you hear of it here and over your channels.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="search"
      title="No alert is like that"
      action={<Button onClick={onAll}>Show all</Button>}
    />
  );
}

function Older({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  return (
    <div className={css.more}>
      <Button disabled={busy} onClick={onMore}>
        {busy ? "Loading…" : "Show older alerts"}
      </Button>
    </div>
  );
}

function useInbox(filters: AlertFilters) {
  const list = useInfiniteQuery({
    ...alerts.list(filters),
    placeholderData: (before) => before,
  });
  const pages = list.data?.pages;
  return { list, items: pages?.flatMap((page) => page.items), unread: pages?.[0]?.unread ?? 0 };
}

function Rows({ all }: { all: Alert[] }) {
  const client = useQueryClient();
  const now = useNow();
  const { at, shown, waiting, show } = useHeld(all);
  const refresh = () => client.invalidateQueries({ queryKey: alerts.all });
  const read = useMutation({ mutationFn: askToRead, onSuccess: refresh });
  const unread = useMutation({ mutationFn: askToUnread, onSuccess: refresh });
  return (
    <div ref={at}>
      <Newer count={waiting} onShow={show} />
      <Card>
        <ul aria-label="Alerts">
          {shown.map((alert) => (
            <AlertRow
              key={alert.id}
              alert={alert}
              now={now}
              onRead={read.mutate}
              onUnread={unread.mutate}
            />
          ))}
        </ul>
      </Card>
    </div>
  );
}

export function AlertsPage() {
  const client = useQueryClient();
  const [filters, setFilters] = useState(everything);
  const { list, items, unread: waiting } = useInbox(filters);
  const readAll = useMutation({
    mutationFn: askToReadAll,
    onSuccess: () => client.invalidateQueries({ queryKey: alerts.all }),
  });

  return (
    <Page
      title="Alerts"
      lead={
        <>
          What bolo told you, once per fact.{" "}
          <Link to="/notifications" className={css.how}>
            How you are told
          </Link>
        </>
      }
      actions={
        <Button
          needs="write"
          disabled={waiting === 0 || readAll.isPending}
          onClick={() => {
            readAll.mutate();
          }}
        >
          Mark all as read
        </Button>
      }
    >
      <FilterBar filters={filters} onChange={setFilters} />
      {list.isPending && <SkeletonRows rows={6} height={56} />}
      {list.error && !list.data && (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} what="Your alerts" />
      )}
      {items?.length === 0 && (
        <Nothing
          filtered={isFiltered(filters)}
          onAll={() => {
            setFilters(everything);
          }}
        />
      )}
      {items && items.length > 0 && <Rows key={JSON.stringify(filters)} all={items} />}
      {list.hasNextPage && (
        <Older busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      )}
    </Page>
  );
}
