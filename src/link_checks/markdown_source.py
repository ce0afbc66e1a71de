"""Where things stand in a Markdown file: line and column of every link, id and footnote.

The rendered HTML says *what* a page holds; this module says *where* a contributor wrote it, and what
the renderer swallowed (a second definition of a footnote leaves no trace in the HTML). Nothing else in
the project counts lines. The reading follows Python-Markdown's syntax with its footnotes and attr_list
extensions; code, comments and front matter hold no links.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from markdown.inlinepatterns import LinkInlineProcessor

from link_checks.location import Location
from link_checks.masking import mask, mask_markup
from link_checks.raw_html import HtmlFinder


class WrittenLink(NamedTuple):
    """A link or image as written. ``footnote`` names the definition it stands in, if any."""

    target: str
    location: Location
    syntax: str  # inline, reference, autolink or html (wiki, where an extension makes links of [[words]])
    footnote: str | None = None
    defined: Location | None = None  # of a reference: where its address stands


class Named(NamedTuple):
    """A name (of an id, a footnote, a reference) and where it stands."""

    name: str
    location: Location


_FOOTNOTE_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\n]+)\]:", re.MULTILINE)
_FOOTNOTE_MARK = re.compile(r"\[\^([^\]\n]+)\]")
_REFERENCE_DEFINITION = re.compile(
    r"^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*\n?[ \t]*(<[^>\n]*>|\S+)", re.MULTILINE
)
_REFERENCE_USE = re.compile(r"(?<!\\)\[(?!\^)([^\[\]]+)\](?:[ ]?\[([^\[\]\n]*)\])?(?![(:\[])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])")
_ATTRIBUTES = re.compile(r"\{:?[ \t]*([^{}\n]*?)[ \t]*\}")
_ATTRIBUTE_ID = re.compile(r"(?:^|[ \t])((?:#|id=[\"']?)([^\s\"'}]+))")
_PLAIN_DESTINATION = re.compile(r"\(([^\s()<>\"'\\]+)\)")
_INDENT_OF_CODE = 4
_INDENTED = re.compile(r" {0,3}\t| {4}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class _Destinations(LinkInlineProcessor):
    """Python-Markdown's reading of what stands in a link's parentheses, apart from a conversion."""

    def unescape(self, text: str) -> str:
        return text


_DESTINATIONS = _Destinations("")


@dataclass(frozen=True)
class MarkdownSource:
    """One Markdown file, read for positions. ``text`` is the file as it stands on disk."""

    text: str

    @cached_property
    def _masked(self) -> str:
        return mask(self.text)

    @cached_property
    def _words(self) -> str:
        """The masked text as Markdown reads it: without raw HTML."""
        return mask_markup(self._masked, self._html.blocks) if "<" in self._masked else self._masked

    @property
    def swallowed(self) -> list[Named]:
        """Addresses in angle brackets that became tags, of which a page shows nothing."""
        found = [Named(name, Location(*location)) for name, location in self._html.swallowed]
        return [named for named in found if not self._is_destination(self._offset(named.location))]

    def _is_destination(self, offset: int) -> bool:
        """Whether angle brackets stand where a link's target does."""
        before = self._masked[:offset].rstrip(" \t\n")
        return before.endswith(("](", "]:"))

    @cached_property
    def _html(self) -> HtmlFinder:
        return HtmlFinder(self._masked)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def location(self, offset: int) -> Location:
        """The line and column of a character, both from 1."""
        line = bisect_right(self._line_starts, offset)
        return Location(line, offset - self._line_starts[line - 1] + 1)

    def _offset(self, location: Location) -> int:
        return self._line_starts[location.line - 1] + location.column - 1

    @cached_property
    def links(self) -> list[WrittenLink]:
        """Every link and image, those in footnote definitions last, as Python-Markdown renders them."""
        found = [*self._inline_links(), *self._reference_links(), *self._html_links()]
        order = {named.name: number for number, named in enumerate(self.footnote_definitions)}
        located = [(self._offset(link.location), link) for link in found]
        located.sort(key=lambda pair: (order.get(pair[1].footnote or "", -1), pair[0]))
        return [link for _, link in located]

    def _link(self, target: str, offset: int, syntax: str, defined: Location | None = None) -> WrittenLink:
        return WrittenLink(target, self.location(offset), syntax, self._footnote_at(offset), defined)

    def _inline_links(self) -> Iterator[WrittenLink]:
        apart = (-1, -1)  # what is no place for a further link: a title, an alternative text
        for opening, middle in self._brackets():
            extent = read_destination(self._words, middle + 1)
            if extent is None or apart[0] <= opening < apart[1]:
                continue
            start, end, closing = extent
            is_image = self._words[opening - 1 : opening] == "!"
            apart = (opening if is_image else middle, closing)
            yield self._link(_ESCAPED.sub(r"\1", self.text[start:end]), opening, "inline")

    def _brackets(self) -> list[tuple[int, int]]:
        """The brackets before a parenthesis, in the order of their opening ones."""
        found = []
        for middle in _find_all(self._words, "]("):
            opening = _matching_bracket(self._words, middle)
            if opening is not None:
                found.append((opening, middle))
        return sorted(found)

    @cached_property
    def references(self) -> dict[str, str]:
        """The reference definitions, ``[name]: target``, by lower-case name; the last one counts."""
        return {known_as(name): target.strip("<>") for name, target, _ in self.definitions}

    @cached_property
    def unused_references(self) -> set[str]:
        """The names of reference definitions to which no link refers."""
        return set(self.references) - {
            self._referred(match) for match in _REFERENCE_USE.finditer(self._words)
        }

    def _referred(self, match: re.Match[str]) -> str:
        """The reference that a link names; of its words code counts too."""
        group = 2 if match[2] else 1
        return known_as(self.text[match.start(group) : match.end(group)])

    @cached_property
    def _definitions(self) -> dict[str, Location]:
        """Where each reference is defined."""
        return {known_as(name): location for name, _, location in self.definitions}

    @cached_property
    def definitions(self) -> list[tuple[str, str, Location]]:
        """The reference definitions in order: name and target as written, and place."""
        return [
            (self.text[match.start(1) : match.end(1)], match[2], self.location(match.start(1) - 1))
            for match in _REFERENCE_DEFINITION.finditer(self._masked)
        ]

    @property
    def unused_definitions(self) -> list[tuple[str, str, Location]]:
        """The reference definitions to which no link refers."""
        unused = self.unused_references
        return [definition for definition in self.definitions if known_as(definition[0]) in unused]

    @property
    def nested_links(self) -> list[tuple[str, Location]]:
        """The links in the words of another link, as written: Markdown leaves them words."""
        found, end = [], -1  # of the words of the link around
        for opening, middle in self._brackets():
            extent = read_destination(self._words, middle + 1)
            if extent is None or self._words[opening - 1 : opening] == "!":
                continue
            if middle < end:
                found.append((self.text[opening : extent[2]], self.location(opening)))
            end = max(end, middle)
        return found

    @property
    def doubled_brackets(self) -> list[tuple[str, Location]]:
        """The links that stand behind a bracket which nothing closes, as written."""
        found = []
        for opening, middle in self._brackets() if "[[" in self._words else ():
            extent = read_destination(self._words, middle + 1)
            if extent is None or self._words[opening - 1 : opening] != "[" or opening < 1:
                continue
            block = _BLANK_LINE.search(self._words, extent[2])
            rest = self._words[extent[2] : block.start() if block else len(self._words)]
            if not _closes(rest, "[]") and not _closes(rest, "()"):
                found.append((self.text[opening : extent[2]], self.location(opening - 1)))
        return found

    def _reference_links(self) -> Iterator[WrittenLink]:
        for match in _REFERENCE_USE.finditer(self._words):
            name = self._referred(match)
            if name in self.references:
                yield self._link(self.references[name], match.start(), "reference", self._definitions[name])

    def _html_links(self) -> Iterator[WrittenLink]:
        for target, (line, column), syntax in self._html.links:
            yield self._link(target, self._offset(Location(line, column)), syntax)

    def in_styles(self, words: str) -> Location | None:
        """Where some words stand first in a style sheet within the page, or None."""
        for start, end in self._html.styles:
            if (offset := self.text.find(words, start, end)) >= 0:
                return self.location(offset)
        return None

    @cached_property
    def id_references(self) -> list[tuple[str, str, str, Location]]:
        """The attributes in raw HTML that name ids: element, attribute, value and place."""
        return [
            (tag, name, value, Location(line, column))
            for tag, name, value, (line, column) in self._html.references
        ]

    @cached_property
    def ids(self) -> list[Named]:
        """Every id written by attr_list or in raw HTML, in the order of the file."""
        found = [Named(name, Location(line, column)) for name, (line, column) in self._html.ids]
        for attributes in _ATTRIBUTES.finditer(self._masked):
            found += [
                Named(match[2], self.location(attributes.start(1) + match.start(1)))
                for match in _ATTRIBUTE_ID.finditer(attributes[1])
            ]
        return sorted(found, key=lambda named: named.location)

    @cached_property
    def footnote_definitions(self) -> list[Named]:
        """The definitions of footnotes, in order, a second one of the same name included."""
        return [
            Named(match[1], self.location(match.start(1) - 2))
            for match in _FOOTNOTE_DEFINITION.finditer(self._words)
        ]

    @cached_property
    def footnote_references(self) -> list[Named]:
        """The marks of footnotes, in order."""
        definitions = {match.start(1) for match in _FOOTNOTE_DEFINITION.finditer(self._words)}
        return [
            Named(match[1], self.location(match.start()))
            for match in _FOOTNOTE_MARK.finditer(self._words)
            if match.start(1) not in definitions
        ]

    def opens_block(self, locations: list[Location]) -> Location | None:
        """The last of some places, if it opens a block of Markdown."""
        if not locations:
            return None
        before = self.text[: self._offset(locations[-1])].rsplit("\n", 2)
        is_at_start = not before[-1].strip() and len(before[-1]) < _INDENT_OF_CODE
        return locations[-1] if is_at_start and (len(before) < 2 or not before[-2].strip()) else None

    @cached_property
    def _footnote_spans(self) -> list[tuple[int, int, str]]:
        return [
            (match.start(), _end_of_footnote(self._masked, match.end()), match[1])
            for match in _FOOTNOTE_DEFINITION.finditer(self._words)
        ]

    def _footnote_at(self, offset: int) -> str | None:
        index = bisect_right(self._footnote_spans, offset, key=lambda span: span[0]) - 1
        if index < 0:
            return None
        start, end, name = self._footnote_spans[index]
        return name if start <= offset < end else None

    def block_start(self, location: Location) -> Location:
        """Where the block begins whose attributes stand at a place, on its line or on a line under it."""
        lines = self.text.split("\n")
        line = location.line
        if not lines[line - 1][: location.column - 1].strip(" \t{:"):
            line = max(line - 1, 1)
        return Location(line, len(lines[line - 1]) - len(lines[line - 1].lstrip()) + 1)

    def find_all(self, words: str, *, raw: bool = False) -> list[Location]:
        """Where some words stand, outside of code and of raw HTML; or, if ``raw``, in blocks of it alone."""
        if not words:
            return []
        if not raw:
            return [self.location(offset) for offset in _find_all(self._words, words)]
        spans = self._html.blocks
        return [
            self.location(offset)
            for offset in _find_all(self._masked, words)
            if any(start <= offset < end for start, end in spans)
        ]

    def find_unread(self, words: str) -> list[Location]:
        """Where some words that begin with a link's middle, ``](``, stand without being one's."""
        middles = {middle for _, middle in self._brackets() if read_destination(self._words, middle + 1)}
        return [self.location(offset) for offset in _find_all(self._words, words) if offset not in middles]

    def find_bracketed(self, words: str, rest: str) -> list[Location]:
        """Where some words stand in brackets with a rest behind them, whatever is emphasized in them."""
        locations = []
        for closing in _find_all(self._words, f"]{rest}"):
            opening = _matching_bracket(self._words, closing)
            if opening is not None and _plain(self._words[opening + 1 : closing]) == _plain(words):
                locations.append(self.location(opening))
        return locations

    def find_markup(self, pattern: re.Pattern[str]) -> list[Named]:
        """What a pattern finds outside of code, raw HTML included, and where."""
        return [Named(match[0], self.location(match.start())) for match in pattern.finditer(self._masked)]

    @property
    def unclosed_links(self) -> list[Location]:
        """The ``<a>`` of raw HTML, with an address, that nothing closes."""
        return [Location(*location) for location in self._html.unclosed]

    @property
    def unclosed_block(self) -> Named | None:
        """The element of raw HTML that nothing closes, so that all behind it is raw HTML, or None."""
        if self._html.open_block is None:
            return None
        tag, start = self._html.open_block
        return Named(tag, self.location(start))

    def find_anywhere(self, words: str) -> Location | None:
        """Where some words stand first, be it in code or in a style, or None."""
        offset = self.text.find(words)
        return None if offset < 0 else self.location(offset)

    def find(self, words: str) -> Location | None:
        """Where some words stand first, outside of code, or None."""
        offset = self._masked.find(words)
        return None if offset < 0 else self.location(offset)


def known_as(name: str) -> str:
    """The name of a reference in the form in which two are compared."""
    return " ".join(name.split()).lower()


def _plain(text: str) -> list[str]:
    """Words without the signs of emphasis."""
    return re.sub(r"[*_~`]", "", text).split()


def _closes(text: str, pair: str) -> bool:
    """Whether a text has a closing bracket whose opening one stands before it."""
    depth = 0
    for character in text:
        depth += (character == pair[0]) - (character == pair[1])
        if depth < 0:
            return True
    return False


def _find_all(text: str, words: str) -> Iterator[int]:
    position = text.find(words)
    while position >= 0:
        yield position
        position = text.find(words, position + 1)


def _matching_bracket(text: str, closing: int) -> int | None:
    depth = 0
    for position in range(closing, -1, -1):
        character = text[position]
        if character == "]":
            depth += 1
        elif character == "[":
            depth -= 1
            if depth == 0:
                return position
        elif character == "\n" and text[position - 1 : position] == "\n":
            return None
    return None


def read_destination(text: str, start: int) -> tuple[int, int, int] | None:
    """The extent of a link's destination and the end of its parentheses, or None where they are not closed.

    ``start`` is the parenthesis after the bracket. The reading is Python-Markdown's own, so that whatever
    it makes a link of (an address with spaces in it as well) has its place here.
    """
    if plain := _PLAIN_DESTINATION.match(text, start):
        return (*plain.span(1), plain.end())
    block = _BLANK_LINE.search(text, start)
    data = text[start : block.start() if block else len(text)]
    address, _title, end, closed = _DESTINATIONS.getLink(data, 0)
    if not closed:
        return None
    first = start + 1 + len(data[1:end]) - len(data[1:end].lstrip(" \t\n<"))
    return first, first + len(address), start + end


def _end_of_footnote(text: str, position: int) -> int:
    """A definition lasts until a line that follows a blank one and is not indented."""
    while (blank := _BLANK_LINE.search(text, position)) is not None:
        if not _INDENTED.match(text, blank.end()):
            return blank.start()
        position = blank.end()
    return len(text)
