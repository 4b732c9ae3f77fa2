/** The plans side by side: what each has, what it costs, and the way to it. */
import type { Billing, OfferedPlan } from "@/api/plans";
import { classes } from "@/lib/classes";
import { formatCount, formatMoney } from "@/lib/money";
import { Button } from "@/ui/actions/button";
import { Card } from "@/ui/page/page";
import { Badge } from "@/ui/signs/badge";
import { Icon } from "@/ui/signs/icon";

import css from "./plan.module.css";

const many = (count: number | null, one: string, more: string): string =>
  count === null
    ? `As many ${more} as you like`
    : `${formatCount(count)} ${count === 1 ? one : more}`;

const every = (minutes: number): string =>
  minutes < 60 ? `A check every ${minutes} minutes` : "A check every hour";

function facts(plan: OfferedPlan): string[] {
  return [
    many(plan.searches, "search", "searches"),
    many(plan.marketplaces, "marketplace", "marketplaces"),
    many(plan.follows, "thing followed", "things followed"),
    every(plan.least_minutes),
    `${plan.requests_per_minute === null ? "Any number of" : formatCount(plan.requests_per_minute)} API requests a minute`,
  ];
}

type OfferProps = {
  plan: OfferedPlan;
  current: string;
  billing: Billing | undefined;
  busy: boolean;
  onTake: (plan: OfferedPlan) => void;
};

function Way({ plan, current, billing, busy, onTake }: OfferProps) {
  if (plan.name === current || !billing?.buys.includes(plan.name)) return null;
  return (
    <Button
      look="primary"
      disabled={busy}
      onClick={() => {
        onTake(plan);
      }}
    >
      {billing.live ? `Change to ${plan.title}` : `Choose ${plan.title}`}
    </Button>
  );
}

function Offer(props: OfferProps) {
  const { plan, current } = props;
  const mine = plan.name === current;
  return (
    <li>
      <Card className={classes(css.offer, mine && css.mine)}>
        <h3>
          {plan.title}
          {mine && <Badge tone="accent">Yours</Badge>}
        </h3>
        <p className={css.price}>
          <b>{plan.price ? formatMoney(plan.price) : plan.name === "free" ? "Free" : "–"}</b>{" "}
          {plan.price && <span>a month</span>}
        </p>
        <ul>
          {facts(plan).map((fact) => (
            <li key={fact}>
              <Icon name="check" size={14} />
              {fact}
            </li>
          ))}
        </ul>
        <Way {...props} />
      </Card>
    </li>
  );
}

export function Offers({
  plans,
  ...rest
}: Omit<OfferProps, "plan"> & { plans: readonly OfferedPlan[] }) {
  return (
    <ul className={css.offers} aria-label="Plans">
      {plans.map((plan) => (
        <Offer key={plan.name} plan={plan} {...rest} />
      ))}
    </ul>
  );
}
