"""The whole edition as a PDF: its page for print, printed by Chromium."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from reading_edition.model.edition import Edition

_FLAGS = ("--headless", "--disable-gpu", "--no-pdf-header-footer", "--generate-pdf-document-outline")
_SECONDS = 300


def page_for_print(edition: Edition) -> str | None:
    """The address, relative to the site, of the page that holds the whole edition."""
    for page in edition.pages:
        if page.root.xpath(".//div[@class='book']"):
            return page.url
    return None


def print_page(browser: str, page: Path, pdf: Path, *, sandboxed: bool = True) -> str:
    """Prints a page on disk with a Chromium; what went wrong, in its words, or nothing."""
    flags = [*_FLAGS, *(() if sandboxed else ("--no-sandbox",))]
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, *flags, f"--user-data-dir={profile}", f"--print-to-pdf={pdf}", page.as_uri()]
        try:
            ended = subprocess.run(  # noqa: S603 (the browser is named by whoever runs the command)
                command, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
    return "" if ended.returncode == 0 and pdf.is_file() else ended.stderr[-2000:] or "no file was written"
