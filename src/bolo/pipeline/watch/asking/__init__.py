"""Asking sources: what is due is leased, asked within budget, and what came of it is kept."""
