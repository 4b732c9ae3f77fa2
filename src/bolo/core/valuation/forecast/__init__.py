"""What a thing will sell for some days ahead, learned from dated sales, with how sure we are.

Everything here is statistics over logarithms of prices, hence floats and numpy; a figure
becomes money where it leaves (see `answers`). Nothing here knows a sale later than the
cut of the row it answers: `date - horizon`.
"""
