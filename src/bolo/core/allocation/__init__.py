"""Which of all open opportunities to take with this money, and why not the others."""
