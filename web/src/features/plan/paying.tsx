/** How the plan is paid for: until when, cancelled in one press, taken up again in another. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { askForPortal, askToCancelPlan, askToResumePlan, plans, type Billing } from "@/api/plans";
import { formatDate } from "@/lib/time";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { Card } from "@/ui/page/page";

import { goTo } from "./elsewhere";
import css from "./plan.module.css";

function standing({ plan, period_end, cancels, status }: Billing): string {
  const until = period_end ? formatDate(period_end) : "the end of the month";
  if (cancels) return `${plan.title} until ${until}; then your workspace is on Free.`;
  if (status === "trialing") return `${plan.title}, on trial until ${until}.`;
  return `${plan.title}, renewed on ${until}.`;
}

export function Paying({ billing }: { billing: Billing }) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: plans.all });
  const portal = useMutation({ mutationFn: askForPortal, onSuccess: goTo });
  const resume = useMutation({
    mutationFn: askToResumePlan,
    onSuccess: async () => {
      say("Your plan goes on.");
      await refresh();
    },
  });
  const cancel = useMutation({
    mutationFn: askToCancelPlan,
    onSuccess: async () => {
      say("Your plan ends with the period that is paid for.", {
        label: "Undo",
        run: () => {
          resume.mutate();
        },
      });
      await refresh();
    },
  });
  return (
    <Card>
      <div className={css.paying}>
        <p>{billing.live ? standing(billing) : "Nothing is being paid at the moment."}</p>
        <div className={css.actions}>
          <Button
            icon="external"
            disabled={portal.isPending}
            onClick={() => {
              portal.mutate();
            }}
          >
            Card and address
          </Button>
          {billing.live && !billing.cancels && (
            <Button
              disabled={cancel.isPending}
              onClick={() => {
                cancel.mutate();
              }}
            >
              Cancel plan
            </Button>
          )}
          {billing.live && billing.cancels && (
            <Button
              look="primary"
              disabled={resume.isPending}
              onClick={() => {
                resume.mutate();
              }}
            >
              Keep plan
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}
