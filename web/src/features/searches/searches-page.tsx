/** Everything that somebody looks for. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { searches } from "@/api/searches";
import { useNow } from "@/lib/now";
import { Button } from "@/ui/actions/button";
import { Card, Page } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";

import { SearchRow } from "./search-row";
import css from "./searches.module.css";

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
          <Link to="/follows" className={css.link}>
            Followed
          </Link>
          <Link to="/templates" className={css.link}>
            Templates
          </Link>
          <Link to="/searches/new" className={css.primary}>
            New search
          </Link>
        </div>
      }
    >
      {list.isPending && <SkeletonRows rows={5} height={60} />}
      {list.error && !list.data && (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} what="Your searches" />
      )}
      {list.data?.length === 0 && (
        <EmptyState icon="search" title={archived ? "Nothing is put away" : "No search yet"}>
          {archived ? (
            "A search that is put away keeps what it caught and catches nothing new."
          ) : (
            <>
              Write what you look for, or <Link to="/templates">begin from a template</Link>.
            </>
          )}
        </EmptyState>
      )}
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
