"""What people are asked about matches, and what their answers do at once."""
