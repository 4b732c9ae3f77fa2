"""Texts of prices and days, to exact amounts, currencies and dates."""
