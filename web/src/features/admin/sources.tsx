/** Every host that is asked for anybody, those in trouble first. */
import { useQuery } from "@tanstack/react-query";

import { admin, type AdminSource } from "@/api/admin";
import { useShopName } from "@/api/shops";
import { formatCount, formatMany } from "@/lib/money";
import { hostName } from "@/lib/names";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { DemoBadge, HealthBadge } from "@/ui/signs/badge";

import css from "./admin.module.css";
import { List } from "./list";

export function Sources() {
  const now = useNow();
  const shopName = useShopName();
  const list = useQuery(admin.sources());
  return (
    <List answer={list} what="Sources" empty="Nothing is asked yet">
      {(one) => (
        <li key={one.host} className={css.row}>
          <div className={css.what}>
            <b>{hostName(shopName(one.host))}</b> {one.demo && <DemoBadge />}
            <span>{one.health.reason ?? asking(one, shopName(one.host))}</span>
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

/** How many ask it, after its address where it stands under its name. */
function asking({ host, workspaces }: AdminSource, name: string): string {
  const many = formatMany(workspaces, "workspace asks", "workspaces ask");
  return name === host ? many : `${host} · ${many}`;
}
