/** Everything that is followed. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { follows } from "@/api/follows";
import { useNow } from "@/lib/now";
import { Card, Page } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";

import { FollowRow } from "./follow-row";

export function FollowsPage() {
  const list = useQuery(follows.list());
  const now = useNow();
  return (
    <Page
      title="Followed"
      lead="One thing each: hear of its price, its stock or its news, and only once."
    >
      {list.isPending && <SkeletonRows rows={5} height={60} />}
      {list.error && !list.data && (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} what="What you follow" />
      )}
      {list.data?.length === 0 && (
        <EmptyState icon="bell" title="Nothing is followed yet">
          Press Follow at a <Link to="/listings">listing</Link>, a product, an opportunity or a{" "}
          <Link to="/watches">watched page</Link>.
        </EmptyState>
      )}
      {list.data && list.data.length > 0 && (
        <Card>
          <ul aria-label="Followed">
            {list.data.map((follow) => (
              <FollowRow key={follow.id} follow={follow} now={now} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}
