"""The whole edition as an EPUB: the file that the site publishes."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from reading_edition.cli.built_edition import built_edition
from reading_edition.cli.errors import CommandError

_PUBLISHED = "data/edition.epub"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, default=Path("edition.epub"), help="the file to write")


def run(options: argparse.Namespace) -> int:
    with built_edition(options.config_file) as built:
        try:
            shutil.copyfile(built.site / _PUBLISHED, options.output)
        except OSError as error:
            raise CommandError(f"{options.output} cannot be written: {error.strerror}") from error
    sys.stdout.write(f"{options.output}: {options.output.stat().st_size // 1024} KiB\n")
    return 0
