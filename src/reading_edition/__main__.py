"""``python -m reading_edition COMMAND``."""

import sys

from reading_edition.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
