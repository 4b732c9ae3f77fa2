/** Rules that trade live without money, and what they came to beside a backtest and real sales. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { askForPaper, paper, type Paper } from "@/api/paper";
import { formatCount, formatMoney } from "@/lib/money";
import { useNow } from "@/lib/now";
import { formatMoment, formatSince } from "@/lib/time";
import { Button } from "@/ui/actions/button";
import { Confirm } from "@/ui/overlays/dialog";
import { Card, Page, Section } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";

import css from "./backtests.module.css";
import { Equity } from "./equity";
import { Comparison } from "./reconciliation";
import { Trades } from "./trades";

function Standing({ told }: { told: Paper }) {
  const now = useNow();
  if (told.since === null || told.walked_at === null) {
    return (
      <p className={css.quiet}>
        It has not begun. Press Begin, and the rules below buy and sell on paper, a step every five
        minutes, by what is on offer then.
      </p>
    );
  }
  return (
    <p className={css.quiet}>
      {told.on ? "On" : "Was on"} since {formatMoment(told.since)}; last step{" "}
      {formatSince(told.walked_at, now)}, one every five minutes.
    </p>
  );
}

function Switch({ told }: { told: Paper }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: (on: boolean) => askForPaper({ on }),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: paper.all });
    },
  });
  const begin = () => {
    change.mutate(true);
  };
  if (told.on) {
    return (
      <Button
        needs="approve"
        icon="pause"
        disabled={change.isPending}
        onClick={() => {
          change.mutate(false);
        }}
      >
        Stop
      </Button>
    );
  }
  return (
    <>
      <Button
        needs="approve"
        look="primary"
        icon="play"
        disabled={change.isPending}
        onClick={() => {
          if (told.since === null) begin();
          else setAsking(true);
        }}
      >
        {told.since === null ? "Begin" : "Begin anew"}
      </Button>
      {asking && (
        <Confirm
          title="Begin anew?"
          action="Begin anew"
          busy={change.isPending}
          onConfirm={begin}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>What was traded on paper until now is forgotten.</p>
        </Confirm>
      )}
    </>
  );
}

function Figures({ told }: { told: Paper }) {
  return (
    <Card className={css.figures}>
      <h2>
        {told.since === null
          ? `${formatMoney(told.capital)} to begin with`
          : `${formatMoney(told.capital)} ${told.on ? "is now" : "came to"} ${formatMoney(told.equity_now)}`}
      </h2>
      <Standing told={told} />
      {told.error !== null && (
        <p className={css.error} role="alert">
          The last step failed: {told.error}
        </p>
      )}
      {told.since !== null && <Holdings told={told} />}
    </Card>
  );
}

function Holdings({ told }: { told: Paper }) {
  return (
    <dl>
      <div>
        <dt>Money free</dt>
        <dd>{formatMoney(told.cash)}</dd>
      </div>
      <div>
        <dt>Held</dt>
        <dd>{formatCount(told.positions.length)}</dd>
      </div>
      <div>
        <dt>Sold</dt>
        <dd>{formatCount(told.closed.length)}</dd>
      </div>
    </dl>
  );
}

function Body({ told }: { told: Paper }) {
  return (
    <div className={css.report}>
      <Figures told={told} />
      {told.since !== null && (
        <>
          <Section title="Equity and drawdown" note="What is held counts as its cost, or less">
            <Equity points={told.equity} capital={told.capital} />
          </Section>
          <Section title="Held">
            <Trades
              trades={told.positions}
              bought={told.positions.length}
              nothing="Nothing is held."
            />
          </Section>
          <Section title="Sold">
            <Trades
              trades={told.closed}
              bought={told.closed.length}
              nothing="Nothing has been sold yet."
            />
          </Section>
        </>
      )}
      <Section title="Backtest, paper and what was really sold">
        <Comparison />
      </Section>
      <details className={css.used}>
        <summary>The rules</summary>
        <pre>{told.rules}</pre>
      </details>
    </div>
  );
}

export function PaperPage() {
  const { data, error, refetch } = useQuery(paper.now());
  return (
    <Page
      title="Paper"
      lead="Rules that buy and sell from now on without money, with the fills of a backtest: what they would have made, before any is spent."
      actions={data && <Switch told={data} />}
    >
      {error && !data && (
        <ErrorState error={error} onRetry={() => void refetch()} what="Paper trading" />
      )}
      {!data && !error && <SkeletonRows rows={4} height={96} />}
      {data && <Body told={data} />}
    </Page>
  );
}
