"""The entry point of ``python -m reading_edition``; make passes its ``ARGS`` in ``READING_EDITION_ARGS``."""

import os
import shlex
import sys

from reading_edition.cli.main import main

if __name__ == "__main__":
    try:
        more = shlex.split(os.environ.pop("READING_EDITION_ARGS", ""))
    except ValueError as error:
        sys.exit(f"ARGS cannot be read: {error} (write ARGS='...' with each value in double quotes)")
    sys.exit(main([*sys.argv[1:], *more]))
