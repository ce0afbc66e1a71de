"""The words on the cover: how the title breaks into lines, and how large letters may be."""

import textwrap
from collections.abc import Iterable
from unicodedata import east_asian_width

_LETTERS_IN_A_LINE = 14
_LINE_WIDTH = 960  # in the units of the picture
_LETTER_WIDTH = 0.58  # as a part of the font size


def cover_lines(title: str) -> list[str]:
    """The lines of a title."""
    return textwrap.wrap(title, _LETTERS_IN_A_LINE) or [""]


def fitting_size(lines: Iterable[str]) -> float:
    """The font size at which the longest of some lines is as wide as a line may be."""
    return _LINE_WIDTH / (_LETTER_WIDTH * max(1, *map(_width, lines)))


def _width(words: str) -> int:
    """The number of letters; wide ones count twice."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)
