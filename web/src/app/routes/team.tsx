/** The routes of a workspace's team and of what was done in it. */
import { AuditPage } from "@/features/team/audit-page";
import { TeamPage } from "@/features/team/team-page";

export function TeamRoute() {
  return <TeamPage />;
}

export function AuditRoute() {
  return <AuditPage />;
}
