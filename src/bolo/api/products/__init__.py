"""What a thing is: its offers and prices, and what it is worth."""
