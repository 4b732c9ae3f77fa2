"""What is worth buying: the list, the verdicts, and which to take with this money."""
