/** The roles, and what each may do. */
import type { Role } from "@/api/workspaces";

export const roles: readonly { role: Role; name: string; may: string }[] = [
  { role: "viewer", name: "Viewer", may: "Reads everything, changes nothing." },
  {
    role: "buyer",
    name: "Buyer",
    may: "Also adds and changes searches, watches, reviews and marks.",
  },
  { role: "approver", name: "Approver", may: "Also changes limits, risks, paper rules, webhooks." },
  {
    role: "owner",
    name: "Owner",
    may: "Also the team, the workspace’s name and the audit log.",
  },
];

export const roleName = (role: Role): string =>
  roles.find((one) => one.role === role)?.name ?? role;
