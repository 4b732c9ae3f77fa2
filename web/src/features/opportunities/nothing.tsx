/** What stands in place of deals: why there are none, and what is the next step to the first. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { watches } from "@/api/watches";
import { formatCount } from "@/lib/money";
import { Button, lookOf } from "@/ui/actions/button";
import { EmptyState } from "@/ui/page/state";

function Beginning() {
  const watched = useQuery(watches.list()).data;
  if (watched?.length === 0) {
    return (
      <EmptyState
        icon="eye"
        title="Nothing is watched yet"
        action={
          <Link to="/watches" className={lookOf("primary")}>
            Watch a shop
          </Link>
        }
      >
        A deal is what one shop sells for less than others ask. Watch two or more that sell the same
        things, and what is worth buying appears here by itself.
      </EmptyState>
    );
  }
  if (watched?.length === 1) {
    return (
      <EmptyState
        icon="eye"
        title="One source is watched"
        action={
          <Link to="/watches" className={lookOf("primary")}>
            Watch another
          </Link>
        }
      >
        What a thing brings shows where others offer it, too: watch another shop that sells the same
        things as {watched[0]?.label}.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="spark" title="No opportunities yet">
      {watched
        ? `bolo reads your ${formatCount(watched.length)} sources and knows ${formatCount(
            watched.reduce((sum, { offers }) => sum + offers, 0),
          )} offers. `
        : "bolo is reading your sources. "}
      As soon as the same thing sells elsewhere for more, it appears here by itself.
    </EmptyState>
  );
}

/** `onClear` takes the filters away, where there are any. */
export function Nothing({ onClear }: { onClear: (() => void) | null }) {
  if (onClear === null) return <Beginning />;
  return (
    <EmptyState
      icon="search"
      title="Nothing matches these filters"
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      Loosen one of them, or wait: this list is live.
    </EmptyState>
  );
}
