"""Promises of worth: kept, held against what came, and made in hindsight for sales of the past."""
