"""What a thing could be: two lists, or one catalogue of any size, searched for the likeliest."""
