"""What learns from labelled pairs, and what makes probabilities of its scores."""
