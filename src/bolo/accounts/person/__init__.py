"""One person and their account: ways in, proofs, sessions, the second factor, the profile."""
