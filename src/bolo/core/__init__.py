"""What we know. Pure: no I/O, no clock, no randomness, no logging, no framework."""
