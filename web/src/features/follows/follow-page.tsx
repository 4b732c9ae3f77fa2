/** One thing that is followed: when it is told, to be changed, and what was. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import {
  askToChangeFollow,
  follows,
  type Follow,
  type FollowCondition,
  type Target,
} from "@/api/follows";
import { session } from "@/api/session";
import { useNow } from "@/lib/now";
import { kept } from "@/lib/units";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { Card, Page, Section } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";
import { Thumb } from "@/ui/signs/thumb";

import { FollowForm } from "./follow-form";
import { Reads } from "./reads";
import css from "./follows.module.css";
import { Moment } from "./past";

/** What is followed, as one would ask for it again. */
function targetOf({ kind, key, label }: Follow): Target {
  if (kind === "page") return { kind, address: key };
  if (kind === "listing" || kind === "product") return { kind, id: key };
  return { kind, marketplace: key.slice(0, key.indexOf("/")), name: label };
}

function Where({ follow }: { follow: Follow }) {
  const { kind, key } = follow;
  if (kind === "product") {
    return (
      <Link to="/products/$id" params={{ id: key }}>
        The product and its prices
      </Link>
    );
  }
  if (kind === "listing") {
    return (
      <Link to="/listings/$id" params={{ id: key }}>
        The listing and its prices
      </Link>
    );
  }
  return <>{kind === "page" ? key : `All listings of this ${kind}`}</>;
}

function Hits({ id }: { id: string }) {
  const now = useNow();
  const hits = useInfiniteQuery(follows.hits(id));
  const items = hits.data?.pages.flatMap((page) => page.items) ?? [];
  if (hits.isPending) return <SkeletonRows rows={3} height={48} />;
  if (hits.error) {
    return (
      <ErrorState error={hits.error} onRetry={() => void hits.refetch()} what="What was told" />
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState small icon="bell" title="Nothing yet">
        What comes true appears here, and raises an alert.
      </EmptyState>
    );
  }
  return (
    <Card>
      <ul aria-label="What was told">
        {items.map((hit) => (
          <li key={hit.id} className={css.hit}>
            <Thumb src={hit.listing?.image ?? null} />
            <div className={css.what}>
              {hit.listing && (
                <Link to="/listings/$id" params={{ id: hit.listing.id }} title={hit.listing.title}>
                  {kept(hit.listing.title)}
                </Link>
              )}
              <span>
                <Moment moment={hit} now={now} />
              </span>
            </div>
          </li>
        ))}
      </ul>
      {hits.hasNextPage && (
        <div className={css.further}>
          <Button disabled={hits.isFetchingNextPage} onClick={() => void hits.fetchNextPage()}>
            {hits.isFetchingNextPage ? "Loading…" : "Show more"}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Loaded({ follow, currency }: { follow: Follow; currency: string }) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (conditions: FollowCondition[]) => askToChangeFollow(follow.id, { conditions }),
    meta: { quiet: true },
    onSuccess: async (changed) => {
      say(`${changed.label} is saved.`);
      await client.invalidateQueries({ queryKey: follows.all });
    },
  });
  return (
    <>
      <Card className={css.panel}>
        <FollowForm
          target={targetOf(follow)}
          known={follow.conditions}
          price={null}
          currency={currency}
          action="Save changes"
          busy={change.isPending}
          refusal={change.error}
          onSave={change.mutate}
        />
      </Card>
      <Card className={css.panel}>
        <Reads follow={follow} />
      </Card>
      <Section title="Told">
        <Hits id={follow.id} />
      </Section>
    </>
  );
}

export function FollowPage({ id }: { id: string }) {
  const one = useQuery(follows.one(id));
  const who = useQuery(session.current());
  const follow = one.data;
  return (
    <Page title={follow?.label ?? "Followed"} lead={follow && <Where follow={follow} />}>
      {(one.isPending || who.isPending) && <SkeletonRows rows={6} />}
      {one.error && !follow && (
        <ErrorState error={one.error} onRetry={() => void one.refetch()} what="This follow" one />
      )}
      {follow && who.data && <Loaded follow={follow} currency={who.data.workspace.currency} />}
    </Page>
  );
}
