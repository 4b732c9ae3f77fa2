"""`python -m bolo` is `bolo`; what `bolo up` starts goes past the command line, to be quick."""

import sys

if "--supervised" in sys.argv:
    from bolo.cli.serving.processes import supervised

    supervised(sys.argv[1:])
else:
    from bolo.cli.main import main

    main()
