"""What a thing will bring, and how sure we are."""
