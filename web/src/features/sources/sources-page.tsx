/** Where the offers come from: how each place is, what waits for a second read, what we can read. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { sources } from "@/api/sources";
import { useNow } from "@/lib/now";
import { Card, Page, Section } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";

import { MarketplaceRow } from "./marketplace-row";
import { SourceRow } from "./source-row";
import { SurpriseRow } from "./surprise-row";

type Answer<T> = { data: T[] | undefined; error: Error | null; refetch: () => unknown };

function List<T>({
  answer,
  what,
  empty,
  children,
}: {
  answer: Answer<T>;
  what: string;
  empty: ReactNode;
  children: (item: T) => ReactNode;
}) {
  if (answer.error && !answer.data) {
    return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} what={what} />;
  }
  if (!answer.data) return <SkeletonRows rows={3} height={60} />;
  if (answer.data.length === 0) return empty;
  return (
    <Card>
      <ul aria-label={what}>{answer.data.map(children)}</ul>
    </Card>
  );
}

export function SourcesPage() {
  const now = useNow();
  const list = useQuery(sources.list());
  const surprises = useQuery(sources.quarantine());
  const marketplaces = useQuery(sources.marketplaces());
  return (
    <Page title="Sources" lead="How the places that bolo asks are doing, and what it may ask.">
      <Section title="Health">
        <List
          answer={list}
          what="Sources"
          empty={
            <EmptyState small icon="pulse" title="No source yet">
              A source appears here as soon as a watch asks it.
            </EmptyState>
          }
        >
          {(source) => <SourceRow key={source.host} source={source} now={now} />}
        </List>
      </Section>
      <Section title="Quarantine" note="Surprises that are not believed until a second read agrees">
        <List
          answer={surprises}
          what="Quarantine"
          empty={
            <EmptyState small icon="shield" title="No surprises">
              A price of zero, a sudden jump or a new currency would wait here.
            </EmptyState>
          }
        >
          {(one) => <SurpriseRow key={one.id} surprise={one} now={now} />}
        </List>
      </Section>
      <Section title="Marketplaces" note="What bolo can read, and under which policy">
        <List answer={marketplaces} what="Marketplaces" empty={null}>
          {(one) => <MarketplaceRow key={one.slug} marketplace={one} />}
        </List>
      </Section>
    </Page>
  );
}
