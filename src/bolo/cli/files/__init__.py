"""Files that a person hands to a command: how they are read, and what may be wrong with them."""
