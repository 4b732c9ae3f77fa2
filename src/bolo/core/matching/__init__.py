"""Is this the same thing? Features, probability, gates."""
