"""The raw HTML in a Markdown text, or in a whole page of HTML: its links and ids, and where they stand."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from markdown.util import BLOCK_LEVEL_ELEMENTS

from link_checks.elements import REFERRING, addresses_in

_BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS)
_EMPTY = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CODE_INDENT = 4
_NOT_READ = ("mailto:", "tel:", "sms:")  # of which Markdown makes a link only where it is one of mail


class TagReader(HTMLParser):
    """The standard library's parser, made to read whatever people write as browsers do."""

    def parse_html_declaration(self, i: int) -> int:
        """What begins like a marked section of SGML, and is none, is a comment to browsers."""
        if self.rawdata.startswith("<![", i) and not self.rawdata.startswith("<![CDATA[", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)

    def set_cdata_mode(self, elem: str, **_options: bool) -> None:
        """An unclosed <script> or <style> must not hide what stands after it."""


class HtmlFinder(TagReader):
    """``links`` are triples of address, ``(line, column)`` and syntax; ``ids`` pairs of name and place,
    ``references`` (to ids, by attributes) element, attribute, value and place.

    ``blocks`` are the extents of raw HTML in which Markdown is not read, as pairs of offsets: from a block's
    tag at the beginning of a line to its closing one, by Python-Markdown's reading; ``styles`` are those of
    style sheets within a page. ``swallowed`` are tags
    that are addresses, of which a page shows nothing; ``unclosed`` are the places of links without an end,
    ``open_block`` the tag and offset of a block without one.
    """

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.links: list[tuple[str, tuple[int, int], str]] = []
        self.ids: list[tuple[str, tuple[int, int]]] = []
        self.swallowed: list[tuple[str, tuple[int, int]]] = []
        self.blocks: list[tuple[int, int]] = []
        self.open_block: tuple[str, int] | None = None
        self.styles: list[tuple[int, int]] = []
        self._style_at: int | None = None  # of the style sheet that is open
        self.unclosed: list[tuple[int, int]] = []
        self._link_at: tuple[int, int] | None = None  # of the <a> that is open
        self.references: list[tuple[str, str, str, tuple[int, int]]] = []
        self._open: list[str] = []
        self._opened_at = 0
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._text = text
        if "<" in text:
            self.feed(text)
            self.close()
            self._end_link(closed=False)
            if self._open:
                self.blocks.append((self._opened_at, len(text)))
                self.open_block = (self._open[0], self._opened_at)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        written = self.get_starttag_text() or ""
        if ":" in tag or "@" in tag:
            address = written.strip("<>")
            if tag.startswith(_NOT_READ) and "@" not in tag:
                self.swallowed.append((written, (line, column + 1)))
                return
            self.links.append(
                (address if ":" in tag else f"mailto:{address}", (line, column + 1), "autolink")
            )
            return
        if tag == "style":
            self._style_at = self._starts[line - 1] + column
        if tag == "a":
            self._end_link(closed=False)
            self._link_at = (line, column + 1) if any(name == "href" for name, _ in attrs) else None
        if "." in tag and not attrs:
            self.swallowed.append((written, (line, column + 1)))
        self._open_block(tag, {name for name, _ in attrs}, line, column)
        for attribute, address in addresses_in(tag, [(name, value or "") for name, value in attrs]):
            location = _location_in(written, attribute, address, line, column + 1)
            self.links.append((address, location, "html"))
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append((value, (line, column + 1)))
            elif name in REFERRING and value:
                self.references.append((tag, name, value, (line, column + 1)))

    def _open_block(self, tag: str, attributes: set[str], line: int, column: int) -> None:
        if self._open:
            if tag not in _EMPTY:
                self._open.append(tag)
            return
        start = self._starts[line - 1]
        is_at_start = column < _CODE_INDENT and not self._text[start : start + column].strip()
        if is_at_start and tag in _BLOCKS and tag not in _EMPTY and "markdown" not in attributes:
            self._open = [tag]
            self._opened_at = start + column

    def _end_link(self, *, closed: bool) -> None:
        if self._link_at is not None and not closed:
            self.unclosed.append(self._link_at)
        self._link_at = None

    def handle_endtag(self, tag: str) -> None:
        line, column = self.getpos()
        if tag == "style" and self._style_at is not None:
            self.styles.append((self._style_at, self._starts[line - 1] + column))
            self._style_at = None
        if tag == "a":
            self._end_link(closed=True)
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        if not self._open:
            self.blocks.append((self._opened_at, self._starts[line - 1] + column))


def _location_in(written: str, attribute: str, address: str, line: int, column: int) -> tuple[int, int]:
    """Where an element's tag stands; in a tag of several lines, the line of the attribute."""
    start = max(written.lower().find(f"{attribute}="), 0)
    offset = max(written.find(address, start), written.find(html.escape(address), start), start)
    lines_before = written.count("\n", 0, offset)
    if not lines_before:
        return line, column
    start = written.rfind("\n", 0, offset) + 1
    words = written[start:offset]
    return line + lines_before, len(words) - len(words.lstrip()) + 1
