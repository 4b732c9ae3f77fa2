/** The route of the watches page. */
import { FollowButton } from "@/features/follows/follow-button";
import { WatchesPage } from "@/features/watches/watches-page";

export function WatchesRoute() {
  return (
    <WatchesPage
      follow={(label, address) => (
        <FollowButton small target={{ kind: "page", address }} followKey={address} label={label} />
      )}
    />
  );
}
