"""The installation itself: its data, its demo street, and what is wrong with it."""
