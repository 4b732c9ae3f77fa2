"""What we do, in this order: watch, observe, match, value, decide, notify."""
