"""The processes at work: which live, which of them leads, and who takes up what one left."""
