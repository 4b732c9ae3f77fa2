"""`python -m bolo` is `bolo`."""

from bolo.cli.main import main

main()
