"""What survives any kill: events in the outbox, who follows them, and jobs done to their end."""
