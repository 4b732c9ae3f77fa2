"""Buy, negotiate or skip, with every reason."""
