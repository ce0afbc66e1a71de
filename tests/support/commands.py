"""Runs Python commands in a separate process, like a user."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SRC = Path(__file__).parents[2] / "src"
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(SRC), "DISABLE_MKDOCS_2_WARNING": "true"}


def run_module(folder: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs ``python -m COMMAND`` in a folder, with environment variables; returns its exit code and output."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**ENVIRONMENT, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def run_successfully(folder: Path, *command: str, **settings: str) -> str:
    """Runs ``python -m COMMAND``, which must succeed, and returns its standard output."""
    result = run_module(folder, *command, **settings)
    ending = f"{result.stdout[-4000:]}{result.stderr[-4000:]}"
    assert result.returncode == 0, f"{' '.join(command)} failed:\n{ending}"
    return result.stdout
