"""Who works together: members, roles, invitations, and the workspaces of a person."""
