"""The whole edition as a PDF: its page for print, printed by Chromium."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reading_edition.cli.built_edition import built_edition
from reading_edition.cli.chromium import add_browser_option, run_chromium
from reading_edition.cli.errors import CommandError
from reading_edition.model.edition import Edition

_PLACEHOLDER = "<!-- edition: whole-edition -->"  # of the page for print


def add_options(parser: argparse.ArgumentParser) -> None:
    add_browser_option(parser)
    parser.add_argument("--output", type=Path, default=Path("edition.pdf"), help="the file to write")


def run(options: argparse.Namespace) -> int:
    with built_edition(options.config_file) as built:
        url = page_for_print(built.edition)
        if url is None:
            raise CommandError(f"{options.config_file}: no page has the whole edition (write {_PLACEHOLDER} on one)")
        page = built.site / url
        page = page / "index.html" if page.is_dir() else page
        output: Path = options.output.absolute()
        flags = ["--no-pdf-header-footer", "--generate-pdf-document-outline", f"--print-to-pdf={output}"]
        run_chromium(options.browser, page, output, flags)
    sys.stdout.write(f"{options.output}: {output.stat().st_size // 1024} KiB\n")
    return 0


def page_for_print(edition: Edition) -> str | None:
    """The address, relative to the site, of the page with the whole edition."""
    return next((page.url for page in edition.pages if _PLACEHOLDER in page.source.text), None)
