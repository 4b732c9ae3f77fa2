/** What to do with this money: the plan, and why everything else stays out of it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { allocation, type Allocation } from "@/api/allocation";
import { settings } from "@/api/settings";
import { usualLimits, type PlanLimits } from "@/lib/limits";
import { formatMoney } from "@/lib/money";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { Button, lookOf } from "@/ui/actions/button";
import { Page, Section } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";

import css from "./allocation.module.css";
import { Chosen } from "./chosen";
import { LeftOut } from "./left-out";
import { LimitsForm } from "./limits-form";
import { LimitUses } from "./limit-uses";
import { Summary } from "./summary";

type AllocationPageProps = { limits: PlanLimits; onLimits: (limits: PlanLimits) => void };

function Nothing({ plan }: { plan: Allocation }) {
  const some = plan.left_out.length > 0;
  return (
    <EmptyState
      small
      icon="wallet"
      title={some ? "Nothing fits into these limits" : "Nothing is worth buying right now"}
      action={
        !some && (
          <Link to="/" className={lookOf("plain")}>
            See all opportunities
          </Link>
        )
      }
    >
      {some
        ? "Why each deal stays out stands below; a larger budget or a wider limit lets some in."
        : "An allocation chooses among open opportunities whose verdict is Buy. There are none at the moment."}
    </EmptyState>
  );
}

function Planned({ plan, onAll }: { plan: Allocation; onAll: () => void }) {
  const { chosen, left_out, left_out_counts: counts, elsewhere } = plan;
  return (
    <div className={css.plan}>
      {chosen.length === 0 ? <Nothing plan={plan} /> : <Summary plan={plan} />}
      {chosen.length > 0 && (
        <div className={css.columns}>
          <Section title="Take these" note="Nothing is bought or reserved by this">
            <Chosen chosen={chosen} />
          </Section>
          <Section title="Fullest limits">
            <LimitUses uses={plan.uses} />
          </Section>
        </div>
      )}
      {left_out.length > 0 && (
        <Section title="Left out, and why">
          <LeftOut leftOut={left_out} counts={counts} onAll={onAll} />
        </Section>
      )}
      {elsewhere > 0 && (
        <p className={css.note}>
          {elsewhere} more {elsewhere === 1 ? "was" : "were"} judged in another currency before your
          settings changed, and cannot be weighed with these.
        </p>
      )}
    </div>
  );
}

const LONGER = 30; // seconds; the first answer comes after two
const FIRST = 75; // left out for each reason: what a reader looks at; the rest is asked for

function Unproven({ plan, onLonger }: { plan: Allocation; onLonger?: (() => void) | undefined }) {
  return (
    <p className={css.as}>
      <span className={css.note}>
        The best that was found in time. No other choice within these limits earns more than{" "}
        {formatMoney(plan.rest)} in 30{"\u00a0"}days beyond it.
      </span>
      {onLonger && (
        <Button small look="ghost" onClick={onLonger}>
          Look longer
        </Button>
      )}
    </p>
  );
}

function Answer({ limits }: { limits: PlanLimits & { budget: string } }) {
  const now = useNow();
  const these = JSON.stringify(limits);
  const [longerFor, setLongerFor] = useState<string | null>(null);
  const longer = longerFor === these; // other limits begin with a quick answer again
  const onLonger = () => {
    setLongerFor(these);
  };
  const [allFor, setAllFor] = useState<string | null>(null);
  const plan = useQuery(
    allocation.plan({
      ...limits,
      ...(longer ? { seconds: LONGER } : {}),
      ...(allFor === these ? {} : { left_out: FIRST }),
    }),
  );
  const again = () => void plan.refetch();
  if (plan.error && !plan.data) {
    return <ErrorState error={plan.error} onRetry={again} what="The plan" />;
  }
  if (!plan.data) return <SkeletonRows rows={5} height={72} />;
  return (
    <div className={css.answer} aria-busy={plan.isFetching}>
      <div className={css.as}>
        <span className={css.note}>
          {plan.isFetching
            ? "Planning…"
            : `As things stood ${formatSince(new Date(plan.dataUpdatedAt).toISOString(), now)}`}
        </span>
        <Button small look="ghost" icon="undo" disabled={plan.isFetching} onClick={again}>
          Plan again
        </Button>
      </div>
      {!plan.data.proven && <Unproven plan={plan.data} onLonger={longer ? undefined : onLonger} />}
      <Planned
        plan={plan.data}
        onAll={() => {
          setAllFor(these);
        }}
      />
    </div>
  );
}

export function AllocationPage({ limits, onLimits }: AllocationPageProps) {
  const policy = useQuery(settings.policy());
  const known = policy.data;
  const wanted = limits.budget ? limits : known ? usualLimits(known.max_investment) : null;
  return (
    <Page
      title="Allocation"
      lead="Which of the open deals to take with this money: the most expected profit for each day it is tied up."
    >
      {policy.error && !known && (
        <ErrorState
          error={policy.error}
          onRetry={() => void policy.refetch()}
          what="Your settings"
        />
      )}
      {wanted?.budget && known && (
        <>
          <LimitsForm
            key={JSON.stringify(wanted)}
            limits={wanted}
            currency={known.currency}
            busy={false}
            onPlan={onLimits}
          />
          <Answer limits={{ ...wanted, budget: wanted.budget }} />
        </>
      )}
      {policy.isPending && <SkeletonRows rows={4} height={64} />}
    </Page>
  );
}
