"""Which rows of two long lists are the same thing, judged by several processes."""
