"""Writes that are named by a key, so that none is done twice."""
