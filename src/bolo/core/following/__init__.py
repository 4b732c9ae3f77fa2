"""Following one thing over time: when what is asked for it is worth a word, and only once.

`follows` are the values, `judging.fired` walks recorded prices, `cheapest` makes one course of
several offers of a product.
"""
