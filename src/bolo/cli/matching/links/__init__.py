"""What is linked, what would remain of it, and how it is written down."""
