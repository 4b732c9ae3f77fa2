"""PostgreSQL on this machine: found, started, locked, backed up, brought to a newer version."""
