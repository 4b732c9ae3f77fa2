/** The route of a question for a thing's worth: what is asked stands in the address. */
import { useNavigate, useSearch } from "@tanstack/react-router";

import { WorthPage } from "@/features/worth/worth-page";

export function WorthRoute() {
  const asked = useSearch({ from: "/worth" });
  const navigate = useNavigate();
  return (
    <WorthPage asked={asked} onAsk={(next) => void navigate({ to: "/worth", search: next })} />
  );
}
