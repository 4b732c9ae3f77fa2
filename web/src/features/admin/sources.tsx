/** Every host that is asked for anybody, those in trouble first. */
import { useQuery } from "@tanstack/react-query";

import { admin } from "@/api/admin";
import { formatCount } from "@/lib/money";
import { hostName } from "@/lib/names";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { DemoBadge, HealthBadge } from "@/ui/signs/badge";

import css from "./admin.module.css";
import { List } from "./list";

export function Sources() {
  const now = useNow();
  const list = useQuery(admin.sources());
  return (
    <List answer={list} what="Sources" empty="Nothing is asked yet">
      {(one) => (
        <li key={one.host} className={css.row}>
          <div className={css.what}>
            <b>{hostName(one.host)}</b> {one.demo && <DemoBadge />}
            <span>{one.health.reason ?? asking(one.workspaces)}</span>
          </div>
          <div className={css.fact}>
            {formatCount(one.asked_last_hour)} of {formatCount(one.questions)}
            <span>asked this hour</span>
          </div>
          <div className={css.fact}>
            {one.last_ok_at ? formatSince(one.last_ok_at, now) : "Never"}
            <span>last answer</span>
          </div>
          <HealthBadge state={one.health.state} />
        </li>
      )}
    </List>
  );
}

function asking(workspaces: number) {
  return workspaces === 1 ? "1 workspace asks" : `${formatCount(workspaces)} workspaces ask`;
}
