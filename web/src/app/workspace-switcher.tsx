/** Which workspace one is in, the others that one belongs to, and a new one. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { account } from "@/api/account";
import type { Session } from "@/api/session";
import { Popover } from "@/ui/overlays/popover";
import { SkeletonRows } from "@/ui/page/state";
import { Icon } from "@/ui/signs/icon";

import { NewWorkspace } from "./new-workspace";
import css from "./switcher.module.css";
import { useSwitch } from "./switching";

function Workspaces({ here }: { here: string }) {
  const me = useQuery(account.me());
  const go = useSwitch();
  if (!me.data) return <SkeletonRows rows={2} height={28} />;
  return (
    <ul aria-label="Your workspaces">
      {me.data.workspaces.map(({ id, name, role, members }) => (
        <li key={id}>
          <button
            type="button"
            className={css.choice}
            aria-current={id === here ? "true" : undefined}
            disabled={go.isPending}
            onClick={() => {
              if (id !== here) go.mutate(id);
            }}
          >
            <span>
              {name}
              <small>
                {role} · {members === 1 ? "you alone" : `${members} people`}
              </small>
            </span>
            {id === here && <Icon name="check" size={14} />}
          </button>
        </li>
      ))}
    </ul>
  );
}

export function WorkspaceSwitcher({ session }: { session: Session }) {
  const [making, setMaking] = useState(false);
  return (
    <div className={css.switcher}>
      <Popover
        key={session.workspace.id}
        title="Workspace"
        trigger={css.trigger}
        label={
          <>
            <span className={css.name}>
              <span className="visually-hidden">Workspace:</span> {session.workspace.name}
            </span>
            <Icon name="chevron" size={12} />
          </>
        }
      >
        <div className={css.menu}>
          <Workspaces here={session.workspace.id} />
          <button
            type="button"
            className={css.choice}
            onClick={() => {
              setMaking(true);
            }}
          >
            <Icon name="plus" size={14} /> New workspace
          </button>
        </div>
      </Popover>
      {making && (
        <NewWorkspace
          onClose={() => {
            setMaking(false);
          }}
        />
      )}
    </div>
  );
}
