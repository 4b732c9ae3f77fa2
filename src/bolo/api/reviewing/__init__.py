"""What a person is asked where bolo is unsure: is it the same thing, and which price holds."""
