"""The bytes of an answer: their text, what of it is worth reading, and whether it is a wall."""
