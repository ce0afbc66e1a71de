"""The layout of the cover: the title in lines, the authors, and what kind of book it is."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from reading_edition.export.languages import direction
from reading_edition.export.xml import clean
from reading_edition.model.edition import Edition

_HEIGHT, _LINE_WIDTH = 1800, 960  # in the units of the picture
_LETTERS_IN_A_LINE = 14
_LETTER_WIDTH = 0.58  # as a part of the font size
_TOP = 420.0


@dataclass(frozen=True)
class CoverLine:
    """A line of words: its baseline, font size and direction."""

    words: str
    y: float
    size: float
    direction: str


@dataclass(frozen=True)
class Cover:
    """The lines of the cover, and the height of the rule under the title."""

    lines: Sequence[CoverLine]
    rule: float


def cover_of(edition: Edition) -> Cover:
    """The layout for an edition."""
    facts = edition.settings.facts
    language, notes_language = direction(facts.language), direction(facts.notes_language)
    title = textwrap.wrap(clean(edition.title), _LETTERS_IN_A_LINE) or [""]
    size = min(128.0, 900 / len(title), *(_fitting_size(line) for line in title))
    lines = [CoverLine(line, _TOP + number * size * 1.25, size, language) for number, line in enumerate(title)]
    end = _TOP + len(title) * size * 1.25
    if authors := ", ".join(author.full for author in facts.authors):
        lines.append(CoverLine(authors, end + 110, min(64.0, _fitting_size(authors)), language))
    kind = edition.settings.translate("An annotated edition")
    lines.append(CoverLine(kind, _HEIGHT - 160, min(46.0, _fitting_size(kind)), notes_language))
    return Cover(lines, end - size * 0.5)


def _fitting_size(words: str) -> float:
    """The font size at which words fill a line; wide letters count twice."""
    letters = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)
    return _LINE_WIDTH / (_LETTER_WIDTH * max(letters, 1))
