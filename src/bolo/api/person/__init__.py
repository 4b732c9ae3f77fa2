"""The caller: coming in and going out, the own account, its proofs and keys, what is kept of it."""
