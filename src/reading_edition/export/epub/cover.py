"""The cover: the title and the author, drawn."""

from __future__ import annotations

import textwrap
from unicodedata import east_asian_width

from lxml import etree

from reading_edition.export.epub.book import Book
from reading_edition.export.epub.xhtml import direction, document, mark
from reading_edition.export.xml import add, clean

_SVG = "http://www.w3.org/2000/svg"
_WIDTH, _HEIGHT, _MARGIN = 1200, 1800, 120  # in the picture's own units
_PAPER, _INK, _RULE = "#f7f3ea", "#26231e", "#8c2f1b"
_LINE = 14  # letters, about, in a line of the title
_LETTER = 0.58  # the width of a letter in sizes of the type


def cover_picture(book: Book) -> bytes:
    """The cover as SVG."""
    edition = book.edition
    root = etree.fromstring(f'<svg xmlns="{_SVG}"/>')
    root.set("viewBox", f"0 0 {_WIDTH} {_HEIGHT}")
    add(root, "title", edition.title)
    add(root, "rect", width=str(_WIDTH), height=str(_HEIGHT), fill=_PAPER)
    lines = textwrap.wrap(clean(edition.title), _LINE) or [""]
    room = _WIDTH - 2 * _MARGIN
    size = min(128, room / (_LETTER * max(_length(line) for line in lines) or 1), 900 / len(lines))
    y = 420.0
    way = direction(edition.settings.facts.language)
    for line in lines:
        _write(root, line, y, size, way)
        y += size * 1.25
    add(root, "rect", x=str(_MARGIN), y=f"{y - size * 0.5:.0f}", width=str(room), height="6", fill=_RULE)
    authors = ", ".join(author.full for author in edition.settings.facts.authors)
    if authors:
        _write(root, authors, y + 110, min(64, room / (_LETTER * _length(authors))), way)
    kind = book.translate("An annotated edition")
    size = min(46, room / (_LETTER * _length(kind)))
    _write(root, kind, _HEIGHT - 160, size, direction(edition.settings.facts.notes_language))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _write(root: etree._Element, words: str, y: float, size: float, way: str) -> None:
    line = add(root, "text", words, x=str(_WIDTH // 2), y=f"{y:.0f}", fill=_INK, text_anchor="middle")
    line.set("font-size", f"{size:.0f}")
    line.set("font-family", "Georgia, 'Times New Roman', serif")
    line.set("direction", way)


def _length(words: str) -> int:
    """The letters of a line, wide ones counted twice."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words) or 1


def cover_page(book: Book) -> etree._Element:
    """The page that shows the cover."""
    root, body = document(book.edition.title, book.edition.settings.facts.notes_language)
    section = mark(add(body, "section", class_="cover"), "cover")
    authors = ", ".join(author.full for author in book.edition.settings.facts.authors)
    said = ", ".join(filter(None, [book.edition.title, authors]))
    image = add(section, "img", src="cover.svg", alt=f"{book.translate('Cover')}: {said}")
    image.set("role", "doc-cover")
    return root
