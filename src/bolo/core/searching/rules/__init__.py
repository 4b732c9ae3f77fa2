"""A search as a line of text: read, written the one way in which it is, or made of plain words."""
