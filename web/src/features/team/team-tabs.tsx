/** The pages of a workspace, side by side; what was done is for owners to read. */
import { Link } from "@tanstack/react-router";

import { Tabs } from "@/ui/page/tabs";

export function TeamTabs({ owner }: { owner: boolean }) {
  if (!owner) return null;
  return (
    <Tabs label="Workspace">
      <Link to="/team">Members</Link>
      <Link to="/audit">Audit log</Link>
    </Tabs>
  );
}
