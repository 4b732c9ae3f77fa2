"""What every command stands in: what it opens, as whom it acts, and how it shows a list."""
