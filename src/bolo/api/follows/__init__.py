"""One thing that is followed, and when its price is worth a word."""
