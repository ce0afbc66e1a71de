"""Chromium as a program that prints or draws a page."""

import argparse
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from reading_edition.cli.errors import CommandError

_SECONDS = 300


def add_browser_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--browser", required=True, help="the path of a Chromium")


def run_chromium(browser: str, page: Path, output: Path, flags: Sequence[str]) -> None:
    """Lets a Chromium make a file of a page on disk. Raises :class:`CommandError` if no file is made."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0  # for whom Chromium has no sandbox
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
