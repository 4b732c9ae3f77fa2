/** How one is told: by which channels, when and how much at once, and what was sent. */
import { useQuery } from "@tanstack/react-query";

import { channels } from "@/api/channels";
import { Page, Section } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";

import { History } from "./history";
import { TellingForm } from "./telling-form";
import { Ways } from "./ways";

function Wishes() {
  const telling = useQuery(channels.telling());
  if (telling.data) return <TellingForm telling={telling.data} />;
  if (!telling.error) return <SkeletonRows rows={3} />;
  return (
    <ErrorState
      error={telling.error}
      onRetry={() => void telling.refetch()}
      what="How you are told"
    />
  );
}

export function NotificationsPage() {
  return (
    <Page title="Notifications" lead="How bolo tells you: where, when and how much at once.">
      <Section title="Channels" note="Each can be tested, and shows what its vendor answers">
        <Ways />
      </Section>
      <Section title="When and how much" note="For people; webhooks get every alert at once">
        <Wishes />
      </Section>
      <Section title="What was sent" note="Every attempt; what failed can be tried again">
        <History />
      </Section>
    </Page>
  );
}
