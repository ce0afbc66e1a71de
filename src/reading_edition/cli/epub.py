"""Write the whole edition as an EPUB: copy the file that the site publishes."""

import shutil
from pathlib import Path

from reading_edition.cli import CommandError, built_edition

OPTIONS = {"--output": {"type": Path, "default": Path("edition.epub"), "help": "the file to write"}}


def run(config_file: str, output: Path) -> None:
    with built_edition(config_file) as built:
        try:
            shutil.copyfile(built.site / "data/edition.epub", output)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}") from error
    print(f"{output}: {output.stat().st_size // 1024} KiB")
