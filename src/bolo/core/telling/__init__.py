"""Telling people: whether a fact is worth an alert, and when how many of them are told."""
