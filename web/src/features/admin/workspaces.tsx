/** Workspaces with plan and usage: a plan by hand, locked and opened. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { admin, askToGrant, askToLock, type AdminWorkspace, type PlanName } from "@/api/admin";
import { formatCount, formatMany } from "@/lib/money";
import { Button } from "@/ui/actions/button";
import { say } from "@/ui/feedback/toast";
import { SelectField, TextField } from "@/ui/forms/field";
import { Badge } from "@/ui/signs/badge";

import css from "./admin.module.css";
import { List } from "./list";

const plans: readonly (readonly [PlanName, string])[] = [
  ["free", "Free"],
  ["starter", "Starter"],
  ["pro", "Pro"],
  ["business", "Business"],
];

const limited = (used: number, limit: number | null): string =>
  limit === null ? formatCount(used) : `${formatCount(used)} of ${formatCount(limit)}`;

/** "1 search", but "1 of 5 searches". */
const searchesOf = ({ searches, plan }: AdminWorkspace): string =>
  searches === 1 && plan.searches === null ? "search" : "searches";

function Row({ one }: { one: AdminWorkspace }) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: admin.all });
  const grant = useMutation({
    mutationFn: (plan: PlanName | null) => askToGrant(one.id, plan),
    onSuccess: async ({ plan }) => {
      say(`${one.name} has ${plan.title} now.`);
      await refresh();
    },
  });
  const lock = useMutation({
    mutationFn: () => askToLock(one.id, !one.locked),
    onSuccess: refresh,
  });
  return (
    <li className={css.row}>
      <div className={css.what}>
        <b>{one.name}</b> {one.locked && <Badge tone="bad">Locked</Badge>}
        <span>
          {one.owners.join(", ")} · {formatMany(one.members, "person", "people")}
          {one.status && ` · ${one.status}`}
        </span>
      </div>
      <div className={css.fact}>
        {limited(one.searches, one.plan.searches)} {searchesOf(one)}
        <span>
          {one.held > 0 && `${formatCount(one.held)} held · `}
          {formatMany(one.alerts, "alert")} this month
        </span>
      </div>
      <SelectField
        label={`Plan of ${one.name}`}
        hideLabel
        value={one.granted ?? ""}
        disabled={grant.isPending}
        onChange={(event) => {
          const wanted = plans.find(([name]) => name === event.target.value);
          grant.mutate(wanted ? wanted[0] : null);
        }}
      >
        <option value="">{one.granted ? "As paid" : one.plan.title}</option>
        {plans.map(([name, title]) => (
          <option key={name} value={name}>
            {title}, by hand
          </option>
        ))}
      </SelectField>
      <Button
        small
        disabled={lock.isPending}
        aria-label={`${one.locked ? "Open" : "Lock"} ${one.name}`}
        onClick={() => {
          lock.mutate();
        }}
      >
        {one.locked ? "Open" : "Lock"}
      </Button>
    </li>
  );
}

export function Workspaces() {
  const [typed, setTyped] = useState("");
  const list = useQuery(admin.workspaces(typed.trim()));
  return (
    <>
      <div className={css.find}>
        <TextField
          label="Find a workspace"
          hideLabel
          type="search"
          placeholder="Name or owner"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
      </div>
      <List answer={list} what="Workspaces" empty="No workspace of that name">
        {(one) => <Row key={one.id} one={one} />}
      </List>
    </>
  );
}
