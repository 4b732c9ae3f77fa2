"""What a listing costs to own and what it brings at each venue."""
