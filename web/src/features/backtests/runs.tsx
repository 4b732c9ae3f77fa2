/** What has been run, newest first: how far it is, or what it came to. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { askToForget, backtests, type BacktestBrief } from "@/api/backtests";
import { signOf } from "@/lib/decimal";
import { formatCount, formatMoney, formatShare } from "@/lib/money";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { IconButton } from "@/ui/actions/button";
import { Confirm } from "@/ui/overlays/dialog";
import { Card } from "@/ui/page/page";

import css from "./backtests.module.css";
import { Progress } from "./progress";

function Outcome({ run }: { run: BacktestBrief }) {
  if (run.error !== null) return <p className={css.error}>{run.error}</p>;
  if (run.summary === null) return <Progress run={run} />;
  const { gain, growth, bought, sold, observations, max_drawdown } = run.summary;
  return (
    <>
      {sold === 0 ? (
        <p>Nothing sold yet</p>
      ) : (
        <p className={css.gain} data-sign={signOf(gain.amount)}>
          {formatMoney(gain, { sign: true })} <span>{formatShare(growth, { sign: true })}</span>
        </p>
      )}
      <p className={css.quiet}>
        {formatCount(observations)} observations, {formatCount(bought)} bought, {formatCount(sold)}{" "}
        sold, at worst {formatShare(max_drawdown)} below its highest
      </p>
    </>
  );
}

export function Runs({ runs }: { runs: readonly BacktestBrief[] }) {
  const now = useNow();
  const [unwanted, setUnwanted] = useState<BacktestBrief | null>(null);
  const client = useQueryClient();
  const forget = useMutation({
    mutationFn: askToForget,
    onSettled: async () => {
      setUnwanted(null);
      await client.invalidateQueries({ queryKey: backtests.list().queryKey });
    },
  });
  return (
    <Card>
      <ul className={css.runs}>
        {runs.map((run) => (
          <li key={run.id}>
            <div>
              <Link to="/backtests/$id" params={{ id: run.id }} className={css.name}>
                {run.name}
              </Link>
              <p className={css.quiet}>{formatSince(run.created_at, now)}</p>
            </div>
            <div className={css.outcome}>
              <Outcome run={run} />
            </div>
            <IconButton
              needs="write"
              icon="trash"
              small
              label={`Delete ${run.name}`}
              onClick={() => {
                setUnwanted(run);
              }}
            />
          </li>
        ))}
      </ul>
      {unwanted && (
        <Confirm
          title="Delete this run?"
          action="Delete"
          busy={forget.isPending}
          onClose={() => {
            setUnwanted(null);
          }}
          onConfirm={() => {
            forget.mutate(unwanted.id);
          }}
        >
          <p>
            “{unwanted.name}” and its report go; the same rules over the same days give it again.
          </p>
        </Confirm>
      )}
    </Card>
  );
}
