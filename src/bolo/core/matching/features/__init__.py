"""What is measured of a pair, and where it stands among all that its two sides could be."""
