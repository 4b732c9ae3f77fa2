"""The log of who did what, chained so that a change of it shows."""
