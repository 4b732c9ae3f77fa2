/** What going over to another plan costs, to the cent, before it is paid. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { askToChangePlan, plans, type OfferedPlan } from "@/api/plans";
import { formatMoney, isLoss } from "@/lib/money";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { Dialog } from "@/ui/overlays/dialog";
import { ErrorState, SkeletonRows } from "@/ui/page/state";

import css from "./plan.module.css";

type ChangeProps = { plan: OfferedPlan; onClose: () => void };

export function ChangeDialog({ plan, onClose }: ChangeProps) {
  const client = useQueryClient();
  const preview = useQuery(plans.preview(plan.name));
  const change = useMutation({
    mutationFn: (at: string) => askToChangePlan(plan.name, at),
    onSuccess: async () => {
      say(`You are on ${plan.title} now.`);
      await client.invalidateQueries({ queryKey: plans.all });
      onClose();
    },
  });
  const shown = preview.data;
  return (
    <Dialog title={`Change to ${plan.title}`} onClose={onClose}>
      {preview.isPending && <SkeletonRows rows={3} height={24} />}
      {preview.error && (
        <ErrorState
          error={preview.error}
          onRetry={() => void preview.refetch()}
          what="What it would cost"
        />
      )}
      {shown && (
        <>
          <dl className={css.lines}>
            {shown.lines.map((line) => (
              <div key={line.text}>
                <dt>{line.text}</dt>
                <dd>{formatMoney(line.amount, { sign: true })}</dd>
              </div>
            ))}
            <div className={css.due}>
              <dt>{isLoss(shown.due_now) ? "Credited to you" : "Charged now"}</dt>
              <dd>{formatMoney(shown.due_now)}</dd>
            </div>
          </dl>
          <div className={css.dialogActions}>
            <Button onClick={onClose}>Not now</Button>
            <Button
              look="primary"
              disabled={change.isPending}
              onClick={() => {
                change.mutate(shown.at);
              }}
            >
              {change.isPending ? "Changing…" : `Change to ${plan.title}`}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
