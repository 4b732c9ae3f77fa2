"""Lists as users have them: columns, rows, their words, and what people said of them."""
