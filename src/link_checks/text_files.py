"""Text files that are read for the checks."""

from pathlib import Path


def read_text(file: Path) -> str:
    """A file's text, or nothing: the checks do not report files that others must read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
