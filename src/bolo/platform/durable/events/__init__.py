"""Events: written with the change they tell of, put in order, and followed in rounds."""
