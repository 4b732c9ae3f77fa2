"""Watching: the words of it, and how often a source is asked."""
