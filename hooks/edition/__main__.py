"""``python -m edition COMMAND``: what one can ask of an edition, or have it do."""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date

from linkcheck.mkdocs_build import build_quietly

from .build import EditionBuild
from .commands.gaps import find_gaps, report
from .model import Edition


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m edition", description=__doc__)
    parser.add_argument("--config-file", default="mkdocs.yml", help="the edition's mkdocs.yml")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("gaps", help="what the apparatus does not cover yet")
    options = parser.parse_args(arguments)
    edition = _read(options.config_file)
    sys.stdout.write(report(find_gaps(edition, date.today())))
    return 0


def _read(config_file: str) -> Edition:
    with tempfile.TemporaryDirectory() as folder:
        build: EditionBuild = build_quietly(config_file, folder).kept["edition"]
    if build.edition is None:
        raise SystemExit(f"{config_file}: this is no edition")
    return build.edition


if __name__ == "__main__":
    raise SystemExit(main())
