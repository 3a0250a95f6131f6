"""`python -m bot COMMAND`."""

import sys

from bot.cli.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
