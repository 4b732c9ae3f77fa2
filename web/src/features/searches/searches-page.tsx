/** Everything that somebody looks for. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { searches } from "@/api/searches";
import { useNow } from "@/lib/now";
import { Button, lookOf } from "@/ui/actions/button";
import { Card, Page } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";

import { SearchRow } from "./search-row";
import css from "./searches.module.css";

function Nothing({ archived }: { archived: boolean }) {
  if (archived) {
    return (
      <EmptyState icon="search" title="Nothing is put away">
        A search that is put away keeps what it caught and catches nothing new.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="search"
      title="No search yet"
      action={
        <Link to="/templates" className={lookOf("plain")}>
          Begin from a template
        </Link>
      }
    >
      Say what you look for and what it may cost: each new listing that fits is told, once.
    </EmptyState>
  );
}

export function SearchesPage() {
  const [archived, setArchived] = useState(false);
  const list = useQuery(searches.list(archived));
  const now = useNow();
  return (
    <Page
      title="Searches"
      lead="What you look for. Each new listing that fits is told once."
      actions={
        <div className={css.heads}>
          <Button
            aria-pressed={archived}
            onClick={() => {
              setArchived(!archived);
            }}
          >
            {archived ? "Show current" : "Show archive"}
          </Button>
          <Link to="/follows" className={lookOf("plain")}>
            Followed
          </Link>
          <Link to="/templates" className={lookOf("plain")}>
            Templates
          </Link>
          <Link to="/searches/new" className={lookOf("primary")}>
            New search
          </Link>
        </div>
      }
    >
      {list.isPending && <SkeletonRows rows={5} height={60} />}
      {list.error && !list.data && (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} what="Your searches" />
      )}
      {list.data?.length === 0 && <Nothing archived={archived} />}
      {list.data && list.data.length > 0 && (
        <Card>
          <ul aria-label="Searches">
            {list.data.map((search) => (
              <SearchRow key={search.id} search={search} now={now} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}
