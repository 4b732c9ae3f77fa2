"""Decide what to ask, ask it within budget, and keep what was answered."""
