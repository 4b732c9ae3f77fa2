"""Saved searches: the rule and its form, ready ones to begin from, and words made a rule."""
