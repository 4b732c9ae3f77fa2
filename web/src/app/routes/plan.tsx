/** The route of usage and plan. */
import { getRouteApi } from "@tanstack/react-router";

import { PlanPage } from "@/features/plan/plan-page";

const plan = getRouteApi("/plan");

export function PlanRoute() {
  const { checkout } = plan.useSearch();
  return <PlanPage bought={checkout === "done"} />;
}
