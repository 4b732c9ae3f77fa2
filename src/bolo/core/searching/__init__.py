"""Saved searches: what somebody looks for, as a form and as a rule, and what it catches.

`rule.parse` and `printing.text_of` are inverse on `Criteria`; `matching.matches` is the plain
truth; `percolator.Percolator` tells the same of thousands of searches at once.
"""
