"""Letters to people, and the proofs in them."""
