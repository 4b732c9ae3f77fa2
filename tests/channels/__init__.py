"""Every channel against its vendor's contract."""
