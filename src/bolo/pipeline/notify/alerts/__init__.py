"""Alerts: one for each fact, when a fact is worth one, and what people have read of them."""
