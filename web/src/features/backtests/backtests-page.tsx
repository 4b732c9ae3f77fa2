/** The backtest lab: write rules, run them over what was observed, and see the earlier runs. */
import { useQuery } from "@tanstack/react-query";

import { backtests, type BacktestBrief } from "@/api/backtests";
import { Page, Section } from "@/ui/page/page";
import { EmptyState, ErrorState, SkeletonRows } from "@/ui/page/state";

import css from "./backtests.module.css";
import { RulesForm } from "./rules-form";
import { RulesWaiting } from "./rules-waiting";
import { Runs } from "./runs";

function Earlier({ runs, error, onRetry }: EarlierProps) {
  if (error && !runs) return <ErrorState error={error} onRetry={onRetry} what="The runs" />;
  if (!runs) return <SkeletonRows rows={3} height={64} />;
  if (runs.length > 0) return <Runs runs={runs} />;
  return (
    <EmptyState small icon="flask" title="Nothing has been run yet">
      The rules above are a place to begin: change a figure, run, compare.
    </EmptyState>
  );
}

type EarlierProps = {
  runs: readonly BacktestBrief[] | undefined;
  error: Error | null;
  onRetry: () => void;
};

export function BacktestsPage({ onRun }: { onRun: (id: string) => void }) {
  const example = useQuery(backtests.example());
  const runs = useQuery(backtests.list());
  return (
    <Page
      title="Backtest lab"
      lead="Would these rules have made money? They are walked over what this installation observed, in the order of time and blind to the future, by the code that judges live."
    >
      {example.error && !example.data && (
        <ErrorState
          error={example.error}
          onRetry={() => void example.refetch()}
          what="The example"
        />
      )}
      <div className={css.lab}>
        {example.isPending && <RulesWaiting />}
        {example.data !== undefined && (
          <RulesForm example={example.data} newest={runs.data?.[0]?.id} onRun={onRun} />
        )}
        <Section title="Runs">
          <Earlier runs={runs.data} error={runs.error} onRetry={() => void runs.refetch()} />
        </Section>
      </div>
    </Page>
  );
}
