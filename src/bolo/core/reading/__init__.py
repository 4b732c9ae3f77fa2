"""From bytes to offers: markups, embedded state, price text, and the vote among them."""
