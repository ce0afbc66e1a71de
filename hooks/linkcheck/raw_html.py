"""The raw HTML in a Markdown text, or in a whole page of HTML: its links and ids, and where they stand."""

from __future__ import annotations

import html
from html.parser import HTMLParser

from .elements import addresses_in


class HtmlFinder(HTMLParser):
    """``links`` are triples of address, ``(line, column)`` and syntax; ``ids`` pairs of name and place."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.links: list[tuple[str, tuple[int, int], str]] = []
        self.ids: list[tuple[str, tuple[int, int]]] = []
        if "<" in text:
            self.feed(text)
            self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        written = self.get_starttag_text() or ""
        if ":" in tag or "@" in tag:
            address = written.strip("<>")
            self.links.append(
                (address if ":" in tag else f"mailto:{address}", (line, column + 1), "autolink")
            )
            return
        for _, address in addresses_in(tag, attrs):
            place = _place_in(written, address, line, column + 1)
            self.links.append((address, place, "html"))
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append((value, (line, column + 1)))

    def set_cdata_mode(self, elem: str, **_options: bool) -> None:
        """An unclosed <script> or <style> must not hide what stands after it."""


def _place_in(written: str, address: str, line: int, column: int) -> tuple[int, int]:
    """Where an element's tag stands; in a tag of several lines, the line of the attribute."""
    offset = max(written.find(address), written.find(html.escape(address)), 0)
    lines_before = written.count("\n", 0, offset) if address else 0
    if not lines_before:
        return line, column
    start = written.rfind("\n", 0, offset) + 1
    words = written[start:offset]
    return line + lines_before, len(words) - len(words.lstrip()) + 1
