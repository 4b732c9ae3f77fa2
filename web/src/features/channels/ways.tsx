/** The channels that there are, and another. */
import { useQuery } from "@tanstack/react-query";

import { channels } from "@/api/channels";
import { ErrorState, SkeletonRows } from "@/ui/page/state";

import { AddChannel } from "./add-channel";
import { ChannelList } from "./channel-list";

export function Ways() {
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
