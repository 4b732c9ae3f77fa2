/** The route of the allocation: its limits stand in the address. */
import { useNavigate, useSearch } from "@tanstack/react-router";

import { AllocationPage } from "@/features/allocation/allocation-page";

export function AllocationRoute() {
  const limits = useSearch({ from: "/allocation" });
  const navigate = useNavigate();
  return (
    <AllocationPage
      limits={limits}
      onLimits={(next) => void navigate({ to: "/allocation", search: next })}
    />
  );
}
