"""The feed of listings: what was asked for, found, written as JSON, counted, and put in a file."""
