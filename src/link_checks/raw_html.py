"""Parse the tags of raw HTML in Markdown, templates, and HTML pages."""

import html
from collections.abc import Iterator
from functools import cached_property
from html.parser import HTMLParser
from itertools import pairwise, zip_longest
from typing import NamedTuple

from markdown.util import BLOCK_LEVEL_ELEMENTS

from link_checks.elements import REFERRING, VOID, addresses_in
from link_checks.location import Lines, Location, Named, WrittenLink

_BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS) - VOID
_CODE_INDENT = 4
_CHUNK = 1 << 16
_NOT_READ = ("mailto:", "tel:", "sms:")  # in angle brackets, Markdown links these only if they contain an @


class Tag(NamedTuple):
    """A tag as written. A ``Tag`` without a name is the text between two tags."""

    name: str
    location: Location
    written: str
    attributes: tuple[tuple[str, str], ...] = ()
    is_end: bool = False

    @property
    def is_address(self) -> bool:
        return ":" in self.name or "@" in self.name


class _TagReader(HTMLParser):
    """The standard library's HTML parser, adapted to collect tags and to treat mistakes like browsers."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []

    def parse_html_declaration(self, i: int) -> int:
        """Parse ``<![`` as the start of a comment, like browsers, except for ``<![CDATA[``."""
        if self.rawdata.startswith("<![", i) and not self.rawdata.startswith("<![CDATA[", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)

    def set_cdata_mode(self, elem: str, **_options: bool) -> None:
        """Do nothing, so that an unclosed ``<script>`` or ``<style>`` does not hide the tags after it."""

    def _add(self, name: str, written: str, *rest: object) -> None:
        line, column = self.getpos()
        self.tags.append(Tag(name, Location(line, column + 1), written, *rest))  # type: ignore[arg-type]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = tuple((name, value or "") for name, value in attrs)
        self._add(tag, self.get_starttag_text() or "", attributes)

    def handle_endtag(self, tag: str) -> None:
        self._add(tag, "", (), True)

    def handle_data(self, data: str) -> None:
        self._add("", data)


def read_tags(text: str) -> Iterator[Tag]:
    """Yield the tags of a text, and the text between them, in order."""
    reader = _TagReader()
    for start in range(0, len(text), _CHUNK):
        reader.feed(text[start : start + _CHUNK])
        yield from reader.tags
        reader.tags.clear()
    reader.close()
    yield from reader.tags


class RawHtml:
    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        self._tags = [tag for tag in read_tags(text) if tag.name] if "<" in text else []
        self._starts = [tag for tag in self._tags if not tag.is_end]

    @cached_property
    def links(self) -> list[WrittenLink]:
        found = []
        for tag in self._starts:
            if not tag.is_address:
                for attribute, address in addresses_in(tag.name, tag.attributes):
                    found.append(WrittenLink(address, _attribute_location(tag, attribute, address), "html"))
            elif not _is_swallowed(tag):
                address = tag.written.strip("<>")
                address = address if ":" in tag.name else f"mailto:{address}"
                found.append(WrittenLink(address, tag.location, "autolink"))
        return found

    @cached_property
    def swallowed(self) -> list[Named]:
        """The addresses in angle brackets that are parsed as tags, so that a page does not show them."""
        return [Named(tag.written, tag.location) for tag in self._starts if _is_swallowed(tag)]

    @cached_property
    def ids(self) -> list[Named]:
        return [Named(value, location) for _, name, value, location in self._attributes if name == "id"]

    @property
    def references(self) -> list[tuple[str, str, str, Location]]:
        """The attributes that refer to ids: element, attribute, value and location."""
        return [each for each in self._attributes if each[1] in REFERRING]

    @cached_property
    def _attributes(self) -> list[tuple[str, str, str, Location]]:
        elements = (tag for tag in self._starts if not tag.is_address)
        return [(tag.name, name, value, tag.location) for tag in elements for name, value in tag.attributes if value]

    @cached_property
    def styles(self) -> list[tuple[int, int]]:
        """The start and end offsets of the ``<style>`` elements."""
        pairs = pairwise(tag for tag in self._tags if tag.name == "style")
        styles = [(start, end) for start, end in pairs if end.is_end and not start.is_end]
        return [(self._lines.offset(start.location), self._lines.offset(end.location)) for start, end in styles]

    @cached_property
    def unclosed_links(self) -> list[Location]:
        """The locations of unclosed ``<a>`` tags with an ``href``."""
        links = [tag for tag in self._tags if tag.name == "a"]
        pairs = zip_longest(links, links[1:])
        return [tag.location for tag, after in pairs if "href" in dict(tag.attributes) and not (after and after.is_end)]

    @cached_property
    def _nesting(self) -> tuple[list[tuple[int, int]], Named | None]:
        blocks: list[tuple[int, int]] = []
        opened: list[Tag] = []
        for tag in self._tags:
            if tag.is_address or (tag.name in VOID and not tag.is_end):
                continue
            if not tag.is_end and (opened or self._opens_block(tag)):
                opened.append(tag)
            elif tag.is_end and tag.name in (names := [each.name for each in opened]):
                depth = len(names) - 1 - names[::-1].index(tag.name)
                if depth == 0:
                    blocks.append((self._lines.offset(opened[0].location), self._lines.offset(tag.location)))
                del opened[depth:]
        if not opened:
            return blocks, None
        first = opened[0]
        return [*blocks, (self._lines.offset(first.location), len(self._text))], Named(first.name, first.location)

    def _opens_block(self, tag: Tag) -> bool:
        """Return whether Python-Markdown starts a block of raw HTML at a tag."""
        if tag.name not in _BLOCKS or "markdown" in dict(tag.attributes):
            return False
        end = self._lines.offset(tag.location)
        before = self._text[self._lines.starts[tag.location.line - 1] : end]
        return len(before) < _CODE_INDENT and not before.strip()

    @property
    def blocks(self) -> list[tuple[int, int]]:
        """The start and end offsets of raw HTML in which Markdown is not parsed."""
        return self._nesting[0]

    @property
    def unclosed_block(self) -> Named | None:
        """The unclosed element that turns everything after it into raw HTML, or None."""
        return self._nesting[1]


def _is_swallowed(tag: Tag) -> bool:
    if tag.is_address:
        return tag.name.startswith(_NOT_READ) and "@" not in tag.name
    return "." in tag.name and not tag.attributes


def _attribute_location(tag: Tag, attribute: str, address: str) -> Location:
    """Return the location of a tag, or of the line that contains the attribute in a tag of several lines."""
    written = tag.written
    start = max(written.lower().find(f"{attribute}="), 0)
    offset = max(written.find(address, start), written.find(html.escape(address), start), start)
    lines_before = written.count("\n", 0, offset)
    if not lines_before:
        return tag.location
    before = written[written.rfind("\n", 0, offset) + 1 : offset]
    return Location(tag.location.line + lines_before, len(before) - len(before.lstrip()) + 1)
