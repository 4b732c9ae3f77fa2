"""Own sales: read from lines or entered, kept once each, and what was sold is valued again."""
