/** Who works together: members, whom one has invited, and what each role may do. */
import { useQuery } from "@tanstack/react-query";

import { session } from "@/api/session";
import { team } from "@/api/workspaces";
import { formatCount } from "@/lib/money";
import { Page, Section } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";

import { Inviting } from "./inviting";
import { Leave } from "./leave";
import { Members } from "./members";
import { RoleTable } from "./role-table";
import { TeamTabs } from "./team-tabs";
import { WorkspaceForm } from "./workspace-form";

const leadFor = (members: number, workspace: string): string =>
  members > 1
    ? `${formatCount(members)} people work in ${workspace}.`
    : `You work alone in ${workspace}. You need nobody else; whom you invite sees what you see.`;

export function TeamPage() {
  const current = useQuery(session.current()).data;
  const members = useQuery(team.members());
  if (!current) return null;
  const owner = current.role === "owner";
  return (
    <Page title="Team" lead={members.data && leadFor(members.data.length, current.workspace.name)}>
      <TeamTabs owner={owner} />
      {members.isPending && <SkeletonRows rows={3} height={48} />}
      {members.error && !members.data && (
        <ErrorState error={members.error} onRetry={() => void members.refetch()} what="Your team" />
      )}
      {members.data && (
        <>
          <Section title="Members" note={owner ? undefined : "Owners invite and change roles"}>
            <Members members={members.data} me={current.user.id} owner={owner} />
          </Section>
          {owner && (
            <Section title="Invitations" note={"A link is good once, for 14\u00a0days"}>
              <Inviting />
            </Section>
          )}
          <Section title="What each role may do">
            <RoleTable mine={current.role} />
          </Section>
          {owner && (
            <Section title="Workspace">
              <WorkspaceForm key={current.workspace.name} name={current.workspace.name} />
            </Section>
          )}
          {members.data.length > 1 && (
            <Section title="Leave">
              <Leave workspace={current.workspace.name} />
            </Section>
          )}
        </>
      )}
    </Page>
  );
}
