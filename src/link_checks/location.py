"""A location in a file that a contributor edits."""

from typing import NamedTuple


class Location(NamedTuple):
    """Line and column, both counted from 1 in characters of the file."""

    line: int
    column: int
