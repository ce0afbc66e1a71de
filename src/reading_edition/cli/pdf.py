"""The whole edition as a PDF: its page for print, printed by Chromium."""

import argparse
from pathlib import Path

from reading_edition.cli.built_edition import built_edition
from reading_edition.cli.chromium import add_browser_option, run_chromium
from reading_edition.cli.errors import CommandError

_PLACEHOLDER = "<!-- edition: whole-edition -->"  # of the page for print


def add_options(parser: argparse.ArgumentParser) -> None:
    add_browser_option(parser)
    parser.add_argument("--output", type=Path, default=Path("edition.pdf"), help="the file to write")


def run(options: argparse.Namespace) -> int:
    output: Path = options.output.absolute()
    with built_edition(options.config_file) as built:
        pages = [built.site / page.url for page in built.edition.pages if _PLACEHOLDER in page.source.text]
        if not pages:
            raise CommandError(f"{options.config_file}: no page has the whole edition (write {_PLACEHOLDER} on one)")
        page = pages[0] / "index.html" if pages[0].is_dir() else pages[0]
        flags = ["--no-pdf-header-footer", "--generate-pdf-document-outline", f"--print-to-pdf={output}"]
        run_chromium(options.browser, page, output, flags)
    print(f"{options.output}: {output.stat().st_size // 1024} KiB")
    return 0
