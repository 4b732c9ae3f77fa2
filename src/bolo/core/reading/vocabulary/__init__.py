"""The words that shops use, in the languages we meet."""
