"""Stretches of a Markdown file: where the words of a passage, a note or an entry stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource

_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]+")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_DEFINITION = re.compile(r" {0,3}\[\^[^\]\n]+\]:[ \t]*")
_ONLY_ATTRIBUTES = re.compile(r"[ \t]*\{[^{}\n]*\}[ \t]*")


@dataclass(frozen=True)
class Stretch:
    """The characters of a file from ``start`` to before ``end``."""

    start: int
    end: int


class Lines:
    """The lines of a file, counted from 0, and the offsets at which they begin."""

    def __init__(self, text: str) -> None:
        self.texts: Sequence[str] = text.split("\n")
        self.starts = [0]
        for line in self.texts:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def end(self, line: int) -> int:
        """The offset of a line's end, without its line break."""
        return self.starts[line] + len(self.texts[line])

    def is_blank(self, line: int) -> bool:
        return line >= len(self.texts) or not self.texts[line].strip()


def passage_stretch(source: MarkdownSource, name: str) -> Stretch | None:
    """The words of the block whose attributes give it an id: a paragraph, an item of a list or a heading."""
    location = next((named.location for named in source.ids if named.name == name), None)
    if location is None:
        return None
    lines = Lines(source.text)
    last = location.line - 1
    if _ONLY_ATTRIBUTES.fullmatch(lines.texts[last]) and last:
        last -= 1
    first = last
    while first and not _opens_block(lines.texts[first]) and not _closes_block(lines.texts[first - 1]):
        first -= 1
    opening = _ITEM.match(lines.texts[first]) or _HEADING.match(lines.texts[first])
    start = lines.starts[first] + (opening.end() if opening else 0)
    return Stretch(start, lines.end(last))


def _opens_block(line: str) -> bool:
    return bool(_ITEM.match(line) or _HEADING.match(line))


def _closes_block(line: str) -> bool:
    return not line.strip() or bool(_ONLY_ATTRIBUTES.fullmatch(line))


def note_stretch(source: MarkdownSource, location: Location) -> Stretch:
    """The words of a note's definition, from after its name to its end."""
    lines = Lines(source.text)
    first = location.line - 1
    opening = _DEFINITION.match(lines.texts[first])
    start = lines.starts[first] + (opening.end() if opening else 0)
    return Stretch(start, lines.end(_last_of_definition(lines, first)))


def _last_of_definition(lines: Lines, first: int) -> int:
    """The last line of a definition, which goes on after a blank line as long as lines are indented."""
    last = first
    for line in range(first + 1, len(lines.texts)):
        if lines.is_blank(line):
            continue
        if _DEFINITION.match(lines.texts[line]):
            break
        if lines.is_blank(line - 1) and not lines.texts[line].startswith((" ", "\t")):
            break
        last = line
    return last


def entry_stretch(source: MarkdownSource, location: Location) -> Stretch:
    """What stands under an entry's heading, to before the next heading or the end of the file."""
    lines = Lines(source.text)
    first = location.line
    last = next(
        (line for line in range(first, len(lines.texts)) if _HEADING.match(lines.texts[line])),
        len(lines.texts),
    )
    end = lines.starts[last] if last < len(lines.texts) else len(source.text)
    stretch = source.text[lines.starts[first] : end] if first < len(lines.texts) else ""
    return Stretch(min(lines.starts[first], end), end - (len(stretch) - len(stretch.rstrip())))


def after_passage(source: MarkdownSource, names: Sequence[str]) -> int:
    """The offset after a paragraph and the items of its list, attributes and all: the ends of these ids."""
    lines = Lines(source.text)
    last = max(named.location.line - 1 for named in source.ids if named.name in names)
    return lines.end(last)
