"""Saved searches: kept, run and paused, begun from a template or from plain words."""
