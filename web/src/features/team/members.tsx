/** Who belongs to the workspace; an owner changes what they may do, or lets them go. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { askToChangeRole, askToRemoveMember, team, type Member, type Role } from "@/api/workspaces";
import { IconButton } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { SelectField } from "@/ui/forms/field";
import { Confirm } from "@/ui/overlays/dialog";
import { Card } from "@/ui/page/page";
import { Badge } from "@/ui/signs/badge";

import { roleName, roles } from "./roles";
import css from "./team.module.css";

function RoleChoice({ member, disabled }: { member: Member; disabled: boolean }) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (role: Role) => askToChangeRole(member.id, role),
    onSuccess: (_, role) => {
      say(`${member.name} is ${roleName(role).toLowerCase()} now.`);
      return client.invalidateQueries({ queryKey: team.all });
    },
  });
  return (
    <SelectField
      label={`Role of ${member.name}`}
      hideLabel
      disabled={disabled || change.isPending}
      value={change.isPending ? change.variables : member.role}
      onChange={({ target }) => {
        change.mutate(target.value as Role);
      }}
    >
      {roles.map(({ role, name }) => (
        <option key={role} value={role}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

type RowProps = { member: Member; mine: boolean; owner: boolean; fixed: boolean };

function Row({ member, mine, owner, fixed }: RowProps) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => askToRemoveMember(member.id),
    onSuccess: () => {
      setAsking(false);
      say(`${member.name} belongs to this workspace no more.`);
      return client.invalidateQueries({ queryKey: team.all });
    },
  });
  return (
    <li className={css.row}>
      <div>
        <b>{member.name}</b> {mine && <Badge tone="accent">You</Badge>}
        <span>{member.email ?? "comes in by a one-time link"}</span>
      </div>
      {owner && !fixed ? (
        <RoleChoice member={member} disabled={false} />
      ) : (
        <Badge>{roleName(member.role)}</Badge>
      )}
      {owner && !mine && (
        <IconButton
          small
          icon="trash"
          label={`Remove ${member.name}`}
          onClick={() => {
            setAsking(true);
          }}
        />
      )}
      {asking && (
        <Confirm
          title={`Let ${member.name} go?`}
          action="Remove"
          busy={remove.isPending}
          onConfirm={() => {
            remove.mutate();
          }}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>
            They see nothing of this workspace any more, and their API keys for it stop. What they
            did stays in the audit log.
          </p>
        </Confirm>
      )}
    </li>
  );
}

type MembersProps = { members: readonly Member[]; me: string; owner: boolean };

export function Members({ members, me, owner }: MembersProps) {
  const owners = members.filter(({ role }) => role === "owner").length;
  return (
    <Card>
      <ul aria-label="Members">
        {members.map((member) => (
          <Row
            key={member.id}
            member={member}
            mine={member.id === me}
            owner={owner}
            fixed={member.role === "owner" && owners === 1}
          />
        ))}
      </ul>
    </Card>
  );
}
