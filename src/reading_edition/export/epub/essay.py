"""The parts of the essay: its paragraphs with their numbers, and lists that belong to them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from lxml import etree

from reading_edition.export.epub.words import ChapterWords
from reading_edition.export.epub.xhtml import set_language
from reading_edition.export.xml import add
from reading_edition.model.edition import Part, Passage
from reading_edition.model.names import part_title

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def write_part(words: ChapterWords, part: Part) -> None:
    """Writes a part; one without a heading of its own is headed by its number and its paragraphs'."""
    headings = [passage for passage in part.passages if passage.element.tag in _HEADINGS]
    if not headings:
        add(words.body, "h1", part_title(part, words.book.translate), class_="part")
    for is_list, passages in groupby(part.passages, lambda passage: passage.element.tag == "li"):
        if is_list:
            _write_list(words, list(passages))
            continue
        for passage in passages:
            is_first_heading = bool(headings) and passage is headings[0]
            tag = "h1" if is_first_heading else "h2" if passage.element.tag in _HEADINGS else "p"
            _write_passage(words, passage, add(words.body, tag, class_=_class_of(passage)))


def _write_list(words: ChapterWords, items: Sequence[Passage]) -> None:
    for _, group in groupby(items, lambda item: id(item.element.getparent())):
        passages = list(group)
        parent = passages[0].element.getparent()
        written = add(words.body, "ol" if parent is not None and parent.tag == "ol" else "ul")
        for passage in passages:
            _write_passage(words, passage, add(written, "li"), blocks=True)


def _class_of(passage: Passage) -> str:
    return "" if passage.is_numbered or passage.element.tag in _HEADINGS else f"front {passage.id}"


def _write_passage(
    words: ChapterWords, passage: Passage, element: etree._Element, *, blocks: bool = False
) -> None:
    words.identify(element, passage.id)
    set_language(element, passage.element.get("lang"))
    if passage.number:
        number = add(element, "span", passage.number, class_="number")
        number.tail = " "
    words.write(passage.element, element, passage.page, blocks=blocks)
