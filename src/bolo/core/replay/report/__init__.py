"""What a replay comes to: a run, its variants, its check, and how it compares with the real."""
