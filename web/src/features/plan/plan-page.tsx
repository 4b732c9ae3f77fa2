/** The workspace's plan: what is used of it, the other plans, and how it is paid for. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import {
  askForPortal,
  askToBuy,
  plans,
  type Billing,
  type OfferedPlan,
  type Usage,
} from "@/api/plans";
import { classes } from "@/lib/classes";
import { formatCount } from "@/lib/money";
import { formatDate } from "@/lib/time";
import { Button } from "@/ui/actions/button";
import { Card, Page, Section } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";

import { ChangeDialog } from "./change-dialog";
import { goTo } from "./elsewhere";
import { Invoices } from "./invoices";
import { Meters } from "./meters";
import { Offers } from "./offers";
import { Paying } from "./paying";
import css from "./plan.module.css";

const soon = 2_000;

function Overdue({ until }: { until: string }) {
  const portal = useMutation({ mutationFn: askForPortal, onSuccess: goTo });
  return (
    <div className={classes(css.notice, css.warn)} role="status">
      <p>
        A payment has failed. Your plan goes on until {formatDate(until)}; it is tried again by
        itself. After that, searches beyond the Free plan are paused. Nothing is lost.
      </p>
      <Button
        disabled={portal.isPending}
        onClick={() => {
          portal.mutate();
        }}
      >
        Look at your card
      </Button>
    </div>
  );
}

function Held({ searches, follows }: { searches: number; follows: number }) {
  const count = searches + follows;
  const what = follows === 0 ? "searches" : searches === 0 ? "follows" : "searches and follows";
  const one = follows === 0 ? "One search is" : "One follow is";
  return (
    <div className={classes(css.notice, css.warn)} role="status">
      <p>
        {count === 1 ? one : `${formatCount(count)} ${what} are`} paused because the plan has no
        room. Everything they caught is kept; a larger plan lets them go on.
      </p>
    </div>
  );
}

function Sold({ billing, owner }: { billing: Billing | undefined; owner: boolean }) {
  const offered = useQuery(plans.list());
  const [chosen, setChosen] = useState<OfferedPlan | null>(null);
  const buy = useMutation({ mutationFn: askToBuy, onSuccess: goTo });
  return (
    <>
      <Section title="Plans" note={owner ? undefined : "An owner of the workspace may change it"}>
        {offered.isPending && <SkeletonRows rows={1} height={220} />}
        {offered.data && (
          <Offers
            plans={offered.data.items}
            current={offered.data.current.name}
            billing={billing}
            busy={buy.isPending}
            onTake={(plan) => {
              if (billing?.live) setChosen(plan);
              else buy.mutate(plan.name);
            }}
          />
        )}
      </Section>
      {billing?.customer && (
        <>
          <Section title="Payment">
            <Paying billing={billing} />
          </Section>
          <Section title="Invoices">
            <Invoices />
          </Section>
        </>
      )}
      {chosen && (
        <ChangeDialog
          plan={chosen}
          onClose={() => {
            setChosen(null);
          }}
        />
      )}
    </>
  );
}

function Own({ usage: { plan } }: { usage: Usage }) {
  return (
    <Section title="Plan">
      <Card>
        <p className={css.quiet}>
          {plan.name === "unlocked"
            ? "Everything is unlocked. This bolo is your own, and nothing is sold here."
            : `${plan.title}, as whoever runs this bolo has set it.`}
        </p>
      </Card>
    </Section>
  );
}

function Used({ usage }: { usage: Usage }) {
  return (
    <>
      {usage.held + usage.held_follows > 0 && (
        <Held searches={usage.held} follows={usage.held_follows} />
      )}
      <Section title="Usage" note={usage.plan.name === "unlocked" ? undefined : usage.plan.title}>
        <Meters meters={usage.meters} />
      </Section>
    </>
  );
}

/** Asks until Stripe's word is there: it may be a moment behind the buyer. */
const useBilling = (sold: boolean, bought: boolean) =>
  useQuery({
    ...plans.billing(),
    enabled: sold,
    retry: false,
    refetchInterval: (query) => (bought && query.state.data?.live === false ? soon : false),
  });

function Notices({ billing, bought }: { billing: Billing; bought: boolean }) {
  return (
    <>
      {bought && !billing.live && (
        <div className={css.notice} role="status">
          <p>Thank you. Your plan begins as soon as the payment is confirmed.</p>
        </div>
      )}
      {billing.grace_until && <Overdue until={billing.grace_until} />}
    </>
  );
}

function Shown({ usage, bought }: { usage: Usage; bought: boolean }) {
  const client = useQueryClient();
  const { data: billing, error } = useBilling(usage.sold, bought);
  const live = billing?.live === true;
  useEffect(() => {
    if (!bought || !live) return;
    void client.invalidateQueries({ queryKey: plans.usage().queryKey });
    void client.invalidateQueries({ queryKey: plans.list().queryKey });
  }, [bought, live, client]);
  return (
    <>
      {billing && <Notices billing={billing} bought={bought} />}
      <Used usage={usage} />
      {usage.sold ? <Sold billing={billing} owner={!error} /> : <Own usage={usage} />}
    </>
  );
}

/** `bought` when Stripe has just sent the buyer back. */
export function PlanPage({ bought }: { bought: boolean }) {
  const usage = useQuery(plans.usage());
  return (
    <Page title="Usage and plan" lead="What the workspace uses, and what there is room for.">
      {usage.isPending && <SkeletonRows rows={2} height={96} />}
      {usage.error && !usage.data && (
        <ErrorState error={usage.error} onRetry={() => void usage.refetch()} what="Your usage" />
      )}
      {usage.data && <Shown usage={usage.data} bought={bought} />}
    </Page>
  );
}
