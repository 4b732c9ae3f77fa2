/** One run: what it came to, its curve, its tables, and what may be doubted of it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { askToForget, backtests, type Backtest } from "@/api/backtests";
import { formatMoment } from "@/lib/time";
import { Button } from "@/ui/actions/button";
import { Card, Page, Section } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";
import { Icon } from "@/ui/signs/icon";

import css from "./backtests.module.css";
import { Equity } from "./equity";
import { Exports } from "./exports";
import { Groups } from "./groups";
import { LookAhead, Notes } from "./look-ahead";
import { Progress } from "./progress";
import { Refusals, Stops } from "./refusals";
import { Sensitivity } from "./sensitivity";
import { Figures } from "./figures";
import { Trades } from "./trades";

function Done({ run }: { run: Backtest }) {
  const { report, summary } = run;
  if (!report || !summary) return null;
  const { currency } = summary;
  return (
    <div className={css.report}>
      <Figures summary={summary} total={report.total} />
      <Section title="Equity and drawdown" note="What is held counts as its cost, or less">
        <Equity points={report.equity} capital={summary.capital} />
      </Section>
      <Section title="Does it know the future?">
        <LookAhead checked={report.look_ahead} />
      </Section>
      <Section title="By rule and category">
        <Groups rules={report.rules} categories={report.categories} />
      </Section>
      <Section title="What if" note="The same walk with one figure changed at a time">
        <Sensitivity tried={report.sensitivity} total={report.total} />
      </Section>
      <Section title="Trades" note={<Exports id={run.id} what="trades" />}>
        <Trades trades={run.trades} bought={summary.bought} />
      </Section>
      <Section title="Why the rest was not bought">
        <Refusals refusals={report.refusals} />
      </Section>
      {report.stops.length > 0 && (
        <Section title="When protections set in">
          <Stops stops={report.stops} />
        </Section>
      )}
      <Section title="To be kept in mind">
        <Notes notes={report.notes} />
      </Section>
      <Section title="Curve as a file" note={currency}>
        <Exports id={run.id} what="equity" />
      </Section>
    </div>
  );
}

function Body({ run }: { run: Backtest }) {
  return (
    <>
      {run.error !== null && (
        <Card className={css.failed}>
          <Icon name="warning" />
          <p role="alert">{run.error}</p>
        </Card>
      )}
      {run.error === null && run.summary === null && (
        <Card className={css.waiting}>
          <Progress run={run} />
        </Card>
      )}
      <Done run={run} />
      <details className={css.used}>
        <summary>The rules that were run</summary>
        <pre>{run.rules}</pre>
      </details>
    </>
  );
}

export function BacktestPage({ id, onGone }: { id: string; onGone: () => void }) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(backtests.one(id));
  const forget = useMutation({
    mutationFn: () => askToForget(id),
    onSuccess: async () => {
      onGone();
      await client.invalidateQueries({ queryKey: backtests.list().queryKey });
    },
  });
  return (
    <Page
      title={data?.name ?? "Backtest"}
      lead={
        <>
          <Link to="/backtests" className={css.back}>
            Backtest lab
          </Link>
          {data && <span> · asked for {formatMoment(data.created_at)}</span>}
        </>
      }
      actions={
        data && (
          <Button
            needs="write"
            icon="trash"
            disabled={forget.isPending}
            onClick={() => {
              forget.mutate();
            }}
          >
            Delete
          </Button>
        )
      }
    >
      {error && !data && (
        <ErrorState error={error} onRetry={() => void refetch()} what="This backtest" one />
      )}
      {!data && !error && <SkeletonRows rows={5} height={96} />}
      {data && <Body run={data} />}
    </Page>
  );
}
