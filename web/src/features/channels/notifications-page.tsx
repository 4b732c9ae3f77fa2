/** How one is told: by which channels, when and how much at once, and what was sent. */
import { useQuery } from "@tanstack/react-query";

import { channels } from "@/api/channels";
import { Page, Section } from "@/ui/page";
import { ErrorState, SkeletonRows } from "@/ui/state";

import { AddChannel } from "./add-channel";
import { ChannelList } from "./channel-list";
import { History } from "./history";
import { TellingForm } from "./telling-form";

function Ways() {
  const kinds = useQuery(channels.kinds());
  const list = useQuery(channels.list());
  const failed = list.error ?? kinds.error;
  if (kinds.data && list.data) {
    return (
      <>
        <ChannelList kinds={kinds.data} channels={list.data} />
        <AddChannel kinds={kinds.data} />
      </>
    );
  }
  if (!failed) return <SkeletonRows rows={3} />;
  const again = () => {
    void list.refetch();
    void kinds.refetch();
  };
  return <ErrorState error={failed} onRetry={again} what="Your channels" />;
}

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
