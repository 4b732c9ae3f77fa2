/** The routes of what is followed. */
import { useParams } from "@tanstack/react-router";

import { FollowPage } from "@/features/follows/follow-page";
import { FollowsPage } from "@/features/follows/follows-page";

export function FollowsRoute() {
  return <FollowsPage />;
}

export function FollowRoute() {
  const { id } = useParams({ from: "/follows/$id" });
  return <FollowPage key={id} id={id} />;
}
