"""Price lists and labelled pairs, as people have them in files."""
