/** Everybody who has an account. */
import { useQuery } from "@tanstack/react-query";

import { admin } from "@/api/admin";
import { useNow } from "@/lib/now";
import { formatSince } from "@/lib/time";
import { Badge } from "@/ui/signs/badge";

import css from "./admin.module.css";
import { List } from "./list";

export function People() {
  const now = useNow();
  const list = useQuery(admin.people(""));
  return (
    <List answer={list} what="People" empty="Nobody yet">
      {(one) => (
        <li key={one.id} className={css.row}>
          <div className={css.what}>
            <b>{one.name}</b>
            <span>{one.email ?? "no address"}</span>
          </div>
          <div className={css.reason}>{one.workspaces.join(", ")}</div>
          <div className={css.fact}>
            {one.seen_at ? formatSince(one.seen_at, now) : "–"}
            <span>{one.seen_at ? "last seen" : "not signed in"}</span>
          </div>
          {one.operator ? (
            <Badge tone="accent">Operator</Badge>
          ) : (
            <Badge tone={one.factor ? "good" : "neutral"}>
              {one.factor ? "Two factors" : "Password"}
            </Badge>
          )}
        </li>
      )}
    </List>
  );
}
