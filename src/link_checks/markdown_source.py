"""Find the line and column of every link, id, and footnote in a Markdown file.

The HTML of a page shows *what* it contains. The Markdown shows *where* a contributor wrote it, and what the renderer
dropped, such as a second definition of a footnote. The syntax is Python-Markdown's, with footnotes and attr_list.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from link_checks.location import Lines, Location, Named, WrittenLink
from link_checks.markdown_links import BLANK_LINE, bracketed, closes_bracket, find_all, links_of_brackets
from link_checks.masking import mask, mask_markup
from link_checks.raw_html import RawHtml

_FOOTNOTE_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\n]+)\]:", re.MULTILINE)
_FOOTNOTE_REFERENCE = re.compile(r"\[\^([^\]\n]+)\]")
_REFERENCE_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*\n?[ \t]*(<[^>\n]*>|\S+)", re.MULTILINE)
_REFERENCE_USE = re.compile(r"\[(?<!\\\[)(?!\^)([^\[\]]+)\](?:[ ]?\[([^\[\]\n]*)\])?(?![(:\[])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])")
_ATTRIBUTES = re.compile(r"\{:?[ \t]*([^{}\n]*?)[ \t]*\}")
_ATTRIBUTE_ID = re.compile(r"(?:^|[ \t])((?:#|id=[\"']?)([^\s\"'}]+))")
_INDENT_OF_CODE = 4
_INDENTED = re.compile(r" {0,3}\t| {4}")


@dataclass(frozen=True)
class MarkdownSource:
    """A Markdown file; ``text`` is its content."""

    text: str

    def release(self) -> None:
        """Drop all cached values. They are computed again on access."""
        for name in self.__dict__.keys() - {"text"}:
            del self.__dict__[name]

    @cached_property
    def masked(self) -> str:
        """The text with front matter, code, comments and escapes replaced by spaces."""
        return mask(self.text)

    @cached_property
    def _words(self) -> str:
        """The masked text without raw HTML, in which Markdown is not parsed."""
        return mask_markup(self.masked, self.html.blocks) if "<" in self.masked else self.masked

    @cached_property
    def html(self) -> RawHtml:
        """The raw HTML in the file."""
        return RawHtml(self.masked)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    def location(self, offset: int) -> Location:
        """Return the line and column of the character at an offset."""
        return self._lines.location(offset)

    @cached_property
    def links(self) -> list[WrittenLink]:
        """All links and images in the order in which Python-Markdown renders them: those in footnotes come last."""
        found = [*self._inline_links(), *self._reference_links(), *self.html.links]
        order = {named.name: number for number, named in enumerate(self.footnote_definitions)}
        return sorted(found, key=lambda link: (order.get(self._footnote_at(link.location), -1), link.location))

    def _inline_links(self) -> Iterator[WrittenLink]:
        apart = (-1, -1)  # the span of a link's parentheses, or of a whole image, which contains no further link
        for opening, middle, (start, end, closing) in self._brackets:
            if not apart[0] <= opening < apart[1]:
                apart = (opening if self._words.endswith("!", 0, opening) else middle, closing)
                yield WrittenLink(_ESCAPED.sub(r"\1", self.text[start:end]), self.location(opening), "inline")

    @cached_property
    def _brackets(self) -> list[tuple[int, int, tuple[int, int, int]]]:
        return links_of_brackets(self._words)

    def _reference_links(self) -> Iterator[WrittenLink]:
        definitions = {known_as(name): location for name, _, location in self.definitions}
        for match in _REFERENCE_USE.finditer(self._words):
            name = self._referred(match)
            if name in self.references:
                location = self.location(match.start())
                yield WrittenLink(self.references[name], location, "reference", definitions[name])

    def _referred(self, match: re.Match[str]) -> str:
        """Return the normalized name of a link's reference, from the unmasked text: it may contain code."""
        group = 2 if match[2] else 1
        return known_as(self.text[match.start(group) : match.end(group)])

    @cached_property
    def definitions(self) -> list[tuple[str, str, Location]]:
        """The reference definitions in file order: name and target as written, and location."""
        return [
            (self.text[match.start(1) : match.end(1)], match[2], self.location(match.start(1) - 1))
            for match in _REFERENCE_DEFINITION.finditer(self.masked)
        ]

    @cached_property
    def references(self) -> dict[str, str]:
        """The targets of reference definitions by normalized name. The last definition of a name wins."""
        return {known_as(name): target.strip("<>") for name, target, _ in self.definitions}

    @cached_property
    def unused_references(self) -> set[str]:
        """The normalized names of reference definitions that no link uses."""
        return set(self.references) - set(map(self._referred, _REFERENCE_USE.finditer(self._words)))

    @property
    def unused_definitions(self) -> list[tuple[str, str, Location]]:
        """The reference definitions that no link uses."""
        return [each for each in self.definitions if known_as(each[0]) in self.unused_references]

    @property
    def nested_links(self) -> list[Named]:
        """The links in the text of another link, as written. Markdown does not render them."""
        found, end = [], -1  # of the text of the enclosing link
        for opening, middle, (_, _, closing) in self._brackets:
            if not self._words.endswith("!", 0, opening):
                if middle < end:
                    found.append(Named(self.text[opening:closing], self.location(opening)))
                end = max(end, middle)
        return found

    @property
    def doubled_brackets(self) -> list[Named]:
        """The links right after an unclosed opening bracket, as written."""
        return [
            Named(self.text[opening:end], self.location(opening - 1))
            for opening, _, (_, _, end) in self._brackets
            if self._words.endswith("[", 0, opening) and not closes_bracket(self._words, end)
        ]

    @property
    def swallowed(self) -> list[Named]:
        """The addresses in angle brackets that are parsed as tags, so that a page does not show them."""
        before = ((named, self.masked[: self._lines.offset(named.location)]) for named in self.html.swallowed)
        return [named for named, text in before if not text.rstrip(" \t\n").endswith(("](", "]:"))]

    @cached_property
    def ids(self) -> list[Named]:
        """All ids in attribute lists and raw HTML, in file order."""
        found = list(self.html.ids)
        for attributes in _ATTRIBUTES.finditer(self.masked):
            found += [
                Named(match[2], self.location(attributes.start(1) + match.start(1)))
                for match in _ATTRIBUTE_ID.finditer(attributes[1])
            ]
        return sorted(found, key=lambda named: named.location)

    @cached_property
    def footnote_definitions(self) -> list[Named]:
        """The footnote definitions in file order, including several with the same name."""
        return [Named(name, start) for start, _, name in self._footnotes]

    @cached_property
    def footnote_references(self) -> list[Named]:
        """The references to footnotes, in file order."""
        definitions = {named.location for named in self.footnote_definitions}
        found = (Named(match[1], self.location(match.start())) for match in _FOOTNOTE_REFERENCE.finditer(self._words))
        return [named for named in found if named.location not in definitions]

    @cached_property
    def _footnotes(self) -> list[tuple[Location, Location, str]]:
        """The start, end, and name of each footnote definition."""
        return [
            (self.location(match.start(1) - 2), self.location(self._end_of_footnote(match.end())), match[1])
            for match in _FOOTNOTE_DEFINITION.finditer(self._words)
        ]

    def _end_of_footnote(self, position: int) -> int:
        """Return where a definition ends: at a blank line before a line that is not indented, or at the end."""
        while (blank := BLANK_LINE.search(self.masked, position)) is not None:
            if not _INDENTED.match(self.masked, blank.end()):
                return blank.start()
            position = blank.end()
        return len(self.masked)

    def _footnote_at(self, location: Location) -> str:
        """Return the name of the footnote definition that contains a location, or an empty string."""
        index = bisect_right(self._footnotes, location, key=lambda footnote: footnote[0]) - 1
        if index < 0:
            return ""
        start, end, name = self._footnotes[index]
        return name if start <= location < end else ""

    def opens_block(self, locations: list[Location]) -> Location | None:
        """Return the last of some locations if a Markdown block starts there, or None."""
        if not locations:
            return None
        before = self.text[: self._lines.offset(locations[-1])].rsplit("\n", 2)
        is_at_start = not before[-1].strip() and len(before[-1]) < _INDENT_OF_CODE
        return locations[-1] if is_at_start and (len(before) < 2 or not before[-2].strip()) else None

    def block_start(self, location: Location) -> Location:
        """Return the start of the block to which an attribute list belongs: on its line, or on the line above."""
        lines = self.text.split("\n")
        line = location.line
        if not lines[line - 1][: location.column - 1].strip(" \t{:"):
            line = max(line - 1, 1)
        return Location(line, len(lines[line - 1]) - len(lines[line - 1].lstrip()) + 1)

    def find_all(self, words: str) -> list[Location]:
        """Return all locations of ``words`` outside code and raw HTML."""
        return [self.location(offset) for offset in find_all(self._words, words)]

    def find_raw(self, words: str) -> list[Location]:
        """Return all locations of ``words`` in blocks of raw HTML."""
        found, blocks = find_all(self.masked, words), self.html.blocks
        return [self.location(offset) for offset in found if any(start <= offset < end for start, end in blocks)]

    def find_unread(self, words: str) -> list[Location]:
        """Return the locations of ``words`` that are not part of a link. ``words`` starts with ``](``."""
        middles = {middle for _, middle, _ in self._brackets}
        return [self.location(offset) for offset in find_all(self._words, words) if offset not in middles]

    def find_bracketed(self, words: str, rest: str) -> list[Location]:
        """Return the locations where ``words`` are in brackets before ``rest``, whatever their emphasis."""
        return [self.location(offset) for offset in bracketed(self._words, words, rest)]

    def find_markup(self, pattern: re.Pattern[str]) -> list[Named]:
        """Return the matches of a pattern outside code, including raw HTML, with their locations."""
        return [Named(match[0], self.location(match.start())) for match in pattern.finditer(self.masked)]

    def find(self, words: str) -> Location | None:
        """Return the first location of ``words`` outside code, or None."""
        return self._first(self.masked.find(words))

    def find_address(self, address: str) -> Location | None:
        """Return the first location of an address not in a Markdown link, preferably outside code, or None."""
        if len(address) < 2:
            return None
        return self.find(address) or self.find(unquote(address)) or self._first(self.text.find(address))

    def in_styles(self, words: str) -> Location | None:
        """Return the first location of ``words`` in a ``<style>`` element of the page, or None."""
        offsets = (self.text.find(words, *style) for style in self.html.styles)
        return self._first(next((offset for offset in offsets if offset >= 0), -1))

    def _first(self, offset: int) -> Location | None:
        return None if offset < 0 else self.location(offset)


def known_as(name: str) -> str:
    """Normalize the name of a reference for comparisons: lower case, single spaces."""
    return " ".join(name.split()).lower()
