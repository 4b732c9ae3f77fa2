/** One opportunity in full, beside the list. */
import { useNavigate, useParams } from "@tanstack/react-router";

import { DetailPanel } from "@/features/opportunities/detail-panel";

export function OpportunityRoute() {
  const { id } = useParams({ from: "/list/opportunities/$id" });
  const navigate = useNavigate();
  return (
    <DetailPanel
      key={id}
      id={id}
      onClose={() => void navigate({ to: "/", search: (known) => known })}
    />
  );
}
