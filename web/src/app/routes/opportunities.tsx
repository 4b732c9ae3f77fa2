/** The list, or the first run while there is nothing to watch yet. */
import { useQuery } from "@tanstack/react-query";
import { Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, useCallback } from "react";

import { session } from "@/api/session";
import { OpportunitiesPage } from "@/features/opportunities/opportunities-page";
import type { Filters } from "@/lib/filters";

const Welcome = lazy(() => import("@/features/welcome/welcome-page"));

export function OpportunitiesRoute() {
  const filters = useSearch({ from: "/list" });
  const { id = null } = useParams({ strict: false });
  const navigate = useNavigate();
  const current = useQuery(session.current());

  const onFilters = useCallback(
    (next: Filters) => void navigate({ to: ".", search: next, replace: true }),
    [navigate],
  );
  const onOpen = useCallback(
    (next: string | null) =>
      void (next === null
        ? navigate({ to: "/", search: (known) => known })
        : navigate({ to: "/opportunities/$id", params: { id: next }, search: (known) => known })),
    [navigate],
  );

  if (current.data?.first_run && id === null) return <Welcome />;
  return (
    <OpportunitiesPage filters={filters} onFilters={onFilters} openId={id} onOpen={onOpen}>
      <Outlet />
    </OpportunitiesPage>
  );
}
