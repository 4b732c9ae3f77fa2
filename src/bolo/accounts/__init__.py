"""Users, workspaces, API keys and sessions."""
