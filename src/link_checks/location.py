"""Locations in the files that contributors edit."""

import re
from bisect import bisect_right
from pathlib import Path
from typing import NamedTuple


class Location(NamedTuple):
    """A line and a column, both counted from 1 in characters of the file."""

    line: int
    column: int


class Lines:
    """The lines of a text, for converting offsets to locations and back."""

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


class Origin(NamedTuple):
    """The file and location where an address is written, and the address as written there (``words``)."""

    file: str
    location: Location | None
    words: str


class WrittenLink(NamedTuple):
    """A link or image as written."""

    target: str
    location: Location
    syntax: str  # inline, reference, autolink, html or wiki ([[name]], with the extension wikilinks)
    defined: Location | None = None  # for a reference link: the location of its definition


def read_text(file: Path) -> str:
    """Return the text of a file, or an empty string if it cannot be read, which is reported elsewhere."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
