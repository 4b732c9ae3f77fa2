/** What each role may do, each with all that stands above it. */
import type { Role } from "@/api/workspaces";
import { Card } from "@/ui/page/page";
import { Badge } from "@/ui/signs/badge";

import { roles } from "./roles";
import css from "./team.module.css";

export function RoleTable({ mine }: { mine: Role }) {
  return (
    <Card>
      <dl className={css.roles}>
        {roles.map(({ role, name, may }) => (
          <div key={role}>
            <dt>
              {name} {role === mine && <Badge tone="accent">You</Badge>}
            </dt>
            <dd>{may}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
