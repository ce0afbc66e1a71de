"""Print the whole edition as a PDF with Chromium, from the edition's page for print."""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from reading_edition.cli import CommandError, built_edition

_SECONDS = 300  # the timeout of Chromium
_PLACEHOLDER = "<!-- edition: whole-edition -->"  # on the page for print
BROWSER_OPTION = {"--browser": {"required": True, "help": "the path of a Chromium"}}
OPTIONS = BROWSER_OPTION | {"--output": {"type": Path, "default": Path("edition.pdf"), "help": "the file to write"}}


def run(config_file: str, browser: str, output: Path) -> None:
    file = output.absolute()
    with built_edition(config_file) as built:
        pages = [built.site / page.url for page in built.edition.pages if _PLACEHOLDER in page.source.text]
        if not pages:
            raise CommandError(f"{config_file}: no page has the whole edition (write {_PLACEHOLDER} on one)")
        page = pages[0] / "index.html" if pages[0].is_dir() else pages[0]
        flags = ["--no-pdf-header-footer", "--generate-pdf-document-outline", f"--print-to-pdf={file}"]
        run_chromium(browser, page, file, flags)
    print(f"{output}: {file.stat().st_size // 1024} KiB")


def run_chromium(browser: str, page: Path, output: Path, flags: Sequence[str]) -> None:
    """Let Chromium write a file from a page on disk. Raise :class:`CommandError` if it fails or writes no file."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium has no sandbox for root
    sandbox = ["--no-sandbox"] if is_root else []
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, "--headless", "--disable-gpu", *sandbox, f"--user-data-dir={profile}", *flags]
        command.append(page.as_uri())
        try:  # the user names the browser
            ended = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise CommandError(f"{browser} did not make {output.name}: {error}") from error
    if ended.returncode or not output.is_file():
        reason = ended.stderr[-2000:] or "it wrote no file"
        raise CommandError(f"{browser} did not make {output.name}: {reason}")
