"""Turn readings into listings with a price history that can be trusted."""
