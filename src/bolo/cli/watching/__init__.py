"""What to look out for: watched places, saved searches and ready ones, and what is followed."""
