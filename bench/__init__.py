"""Measures; `bench/README.md` tells how to run them and what they showed."""
