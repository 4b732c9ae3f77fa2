/** Everything we keep an eye on. */
import { useQuery } from "@tanstack/react-query";
import { useRef, type ReactNode } from "react";

import { watches } from "@/api/watches";
import { useNow } from "@/lib/now";
import { Card, Page } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";

import { AddWatch } from "./add-watch";
import { useRemoving } from "./removing";
import { StartDemo } from "./start-demo";
import { WatchRow } from "./watch-row";
import css from "./watches.module.css";

type PageProps = { follow: (label: string, address: string) => ReactNode };

export function WatchesPage({ follow }: PageProps) {
  const list = useQuery(watches.list());
  const now = useNow();
  const rows = useRef<HTMLUListElement>(null);
  const remove = useRemoving(() => rows.current?.focus());
  return (
    <Page title="Watches" lead="Shops, pages and searches that bolo asks again and again.">
      <AddWatch />
      {list.isPending && <SkeletonRows rows={5} height={60} />}
      {list.error && !list.data && (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} what="Your watches" />
      )}
      {list.data?.length === 0 && (
        <EmptyState icon="eye" title="Nothing is watched yet">
          Paste the address of a shop above. Shopify and WooCommerce shops are read whole; of other
          shops any product or category page.
        </EmptyState>
      )}
      {list.data && list.data.length > 0 && (
        <Card>
          <ul aria-label="Watches" ref={rows} tabIndex={-1} className={css.rows}>
            {list.data.map((watch) => (
              <WatchRow
                key={watch.id}
                watch={watch}
                now={now}
                follow={watch.address && follow(watch.label, watch.address)}
                removing={remove.isPending && remove.variables.id === watch.id}
                onRemove={remove.mutate}
              />
            ))}
          </ul>
        </Card>
      )}
      <StartDemo />
    </Page>
  );
}
