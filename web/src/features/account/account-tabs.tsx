/** The pages of one's own account, side by side. */
import { Link } from "@tanstack/react-router";

import { Tabs } from "@/ui/page/tabs";

export function AccountTabs() {
  return (
    <Tabs label="Account">
      <Link to="/account" activeOptions={{ exact: true }}>
        You
      </Link>
      <Link to="/account/security">Security</Link>
      <Link to="/account/keys">API keys</Link>
      <Link to="/account/data">Your data</Link>
    </Tabs>
  );
}
