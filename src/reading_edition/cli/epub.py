"""The whole edition as an EPUB: the file that the site publishes."""

import argparse
import shutil
from pathlib import Path

from reading_edition.cli.built_edition import built_edition
from reading_edition.cli.errors import CommandError


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, default=Path("edition.epub"), help="the file to write")


def run(options: argparse.Namespace) -> int:
    with built_edition(options.config_file) as built:
        try:
            shutil.copyfile(built.site / "data/edition.epub", options.output)
        except OSError as error:
            raise CommandError(f"{options.output} cannot be written: {error.strerror}") from error
    print(f"{options.output}: {options.output.stat().st_size // 1024} KiB")
    return 0
