/** Which entries of the log: what was done, and by whom. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { audit, team, type AuditFilters } from "@/api/workspaces";
import { SelectField } from "@/ui/forms/field";

import { actionName } from "./audit-words";
import css from "./team.module.css";

type BarProps = { filters: AuditFilters; onChange: (filters: AuditFilters) => void };

export function AuditFilterBar({ filters, onChange }: BarProps) {
  const members = useQuery(team.members()).data ?? [];
  const list = useInfiniteQuery(audit.list({ action: null, user: null }));
  const actions = list.data?.pages[0]?.actions ?? [];
  return (
    <div role="search" className={css.filters}>
      <SelectField
        label="What was done"
        hideLabel
        value={filters.action ?? ""}
        onChange={({ target }) => {
          onChange({ ...filters, action: target.value || null });
        }}
      >
        <option value="">Everything</option>
        {actions.map((action) => (
          <option key={action} value={action}>
            {actionName(action)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="By whom"
        hideLabel
        value={filters.user ?? ""}
        onChange={({ target }) => {
          onChange({ ...filters, user: target.value || null });
        }}
      >
        <option value="">By anybody</option>
        {members.map(({ id, name }) => (
          <option key={id} value={id}>
            By {name}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
