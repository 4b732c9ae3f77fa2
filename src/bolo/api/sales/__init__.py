"""Own sales: entered one by one, or in files."""
