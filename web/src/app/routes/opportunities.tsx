/** The list, or the first run while there is nothing to watch yet. */
import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

import { session } from "@/api/session";
import { OpportunitiesPage } from "@/features/opportunities/opportunities-page";
import { readKept } from "@/features/welcome/kept";
import type { Filters } from "@/lib/filters";

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

  const begins =
    current.data?.first_run === true &&
    current.data.role !== "viewer" &&
    !readKept(current.data.workspace.id).skipped;
  if (begins && id === null) return <Navigate to="/welcome" replace />;
  return (
    <OpportunitiesPage filters={filters} onFilters={onFilters} openId={id} onOpen={onOpen}>
      <Outlet />
    </OpportunitiesPage>
  );
}
