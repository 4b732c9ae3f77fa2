/** The policy, what is assumed of risks, and who else is told. */
import { useQuery } from "@tanstack/react-query";

import { settings } from "@/api/settings";
import { Needs } from "@/ui/feedback/may";
import { Page, Section } from "@/ui/page/page";
import { ErrorState } from "@/ui/page/state";

import { CategoryLimitsList } from "./category-limits";
import { PolicyForm } from "./policy-form";
import { RiskForm } from "./risk-form";
import { PolicyWaiting, SectionWaiting } from "./waiting";
import { Webhooks } from "./webhooks";

export function SettingsPage() {
  const policy = useQuery(settings.policy());
  const risk = useQuery(settings.risk());
  return (
    <Page title="Settings" lead="The numbers that every verdict rests on.">
      <Section title="Policy">
        {policy.isPending && <PolicyWaiting />}
        {policy.error && !policy.data && (
          <ErrorState
            error={policy.error}
            onRetry={() => void policy.refetch()}
            what="Your settings"
          />
        )}
        {policy.data && (
          <Needs right="approve">
            <PolicyForm policy={policy.data} />
          </Needs>
        )}
      </Section>
      {policy.isPending && <SectionWaiting title="Limits by category" />}
      {policy.data && (
        <Section title="Limits by category" note="They hold there instead of those above">
          <Needs right="approve">
            <CategoryLimitsList policy={policy.data} />
          </Needs>
        </Section>
      )}
      {risk.isPending && <SectionWaiting title="What is assumed of risks" />}
      {risk.data && (
        <Section
          title="What is assumed of risks"
          note="Assumptions, not measurements; put your own in their place"
        >
          <Needs right="approve">
            <RiskForm risk={risk.data} />
          </Needs>
        </Section>
      )}
      <Section title="Webhooks" note="Signed after Standard Webhooks">
        <Needs right="approve">
          <Webhooks />
        </Needs>
      </Section>
    </Page>
  );
}
