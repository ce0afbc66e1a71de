"""Locations in the files that contributors edit."""

import re
from bisect import bisect_right
from pathlib import Path
from typing import NamedTuple


class Location(NamedTuple):
    """Line and column, both counted from 1 in characters of the file."""

    line: int
    column: int


class Lines:
    """The lines of a text: turns offsets into locations, and back."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def location(self, offset: int) -> Location:
        line = bisect_right(self.starts, offset)
        return Location(line, offset - self.starts[line - 1] + 1)

    def offset(self, location: Location) -> int:
        return self.starts[location.line - 1] + location.column - 1


class Named(NamedTuple):
    """A name (of an id, a footnote, a reference) and its location."""

    name: str
    location: Location


class WrittenLink(NamedTuple):
    """A link or image as written. ``footnote`` names the definition that contains it, if any."""

    target: str
    location: Location
    syntax: str  # inline, reference, autolink or html (wiki, where an extension makes links of [[words]])
    footnote: str | None = None
    defined: Location | None = None  # of a reference: the location of its address


def read_text(file: Path) -> str:
    """The text of a file, or nothing if it cannot be read, which others report."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
