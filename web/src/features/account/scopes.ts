/** What a key may, and which of that each role may give. */
import type { Scope } from "@/api/security";
import type { Role } from "@/api/workspaces";

export const scopes: readonly { scope: Scope; may: string; from: readonly Role[] }[] = [
  {
    scope: "read",
    may: "Read listings, opportunities, searches, alerts",
    from: ["viewer", "buyer", "approver", "owner"],
  },
  {
    scope: "write",
    may: "Add and change searches, watches, reviews, marks",
    from: ["buyer", "approver", "owner"],
  },
  {
    scope: "approve",
    may: "Change limits, risks, paper rules, webhooks",
    from: ["approver", "owner"],
  },
  { scope: "manage", may: "The team, the workspace’s name, the audit log", from: ["owner"] },
  {
    scope: "account",
    may: "Your own account: sessions, keys, export",
    from: ["viewer", "buyer", "approver", "owner"],
  },
];

export const scopesOf = (role: Role) => scopes.filter(({ from }) => from.includes(role));
