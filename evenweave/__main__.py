"""`python -m evenweave` is the command `evenweave`."""

import sys

from evenweave.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
