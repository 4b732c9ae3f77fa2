/** People as the API tells of them. */
export const ada = {
  id: "u",
  name: "Ada",
  email: "ada@example.com",
  email_verified_at: null,
  has_password: true,
  created_at: "2026-01-01T00:00:00Z",
  workspace: "w",
  role: "owner",
  workspaces: [{ id: "w", name: "Mine", currency: "EUR", role: "owner", members: 1 }],
};
