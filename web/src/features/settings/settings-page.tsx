/** The policy, who else is told, and the way out. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { askToSignOut } from "@/api/session";
import { settings } from "@/api/settings";
import { Button } from "@/ui/button";
import { Page, Section } from "@/ui/page";
import { ErrorState, SkeletonRows } from "@/ui/state";

import { CategoryLimitsList } from "./category-limits";
import { PolicyForm } from "./policy-form";
import { RiskForm } from "./risk-form";
import { Webhooks } from "./webhooks";

export function SettingsPage() {
  const client = useQueryClient();
  const policy = useQuery(settings.policy());
  const risk = useQuery(settings.risk());
  const signOut = useMutation({
    mutationFn: askToSignOut,
    onSuccess: () => client.resetQueries(),
  });
  return (
    <Page
      title="Settings"
      lead="The numbers that every verdict rests on."
      actions={
        <Button
          look="ghost"
          icon="out"
          onClick={() => {
            signOut.mutate();
          }}
        >
          Sign out
        </Button>
      }
    >
      <Section title="Policy">
        {policy.isPending && <SkeletonRows rows={4} height={56} />}
        {policy.error && !policy.data && (
          <ErrorState
            error={policy.error}
            onRetry={() => void policy.refetch()}
            what="Your settings"
          />
        )}
        {policy.data && <PolicyForm policy={policy.data} />}
      </Section>
      {policy.data && (
        <Section title="Limits by category" note="They hold there instead of those above">
          <CategoryLimitsList policy={policy.data} />
        </Section>
      )}
      {risk.data && (
        <Section
          title="What is assumed of risks"
          note="Assumptions, not measurements; put your own in their place"
        >
          <RiskForm risk={risk.data} />
        </Section>
      )}
      <Section title="Webhooks" note="Signed after Standard Webhooks">
        <Webhooks />
      </Section>
    </Page>
  );
}
