"""Plans: what each lets run at once, and which one a workspace has paid for."""
