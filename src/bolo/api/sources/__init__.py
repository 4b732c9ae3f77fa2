"""Where offers come from: what is watched, and how the sources are."""
