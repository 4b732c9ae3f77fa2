"""What whoever runs this bolo sees and does, over all workspaces."""
