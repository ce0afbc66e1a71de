"""Reads the passages of the received text, and applies emendations to their words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import markdown
from lxml.html import HtmlElement

from link_checks.page import NOWHERE, parse_content
from reading_edition.load.runs import Walker
from reading_edition.load.shapes import shape_of, shape_text, units_of
from reading_edition.model.items import Emendation, is_paragraph_id
from reading_edition.model.runs import AUTHORS_NOTES, HEADINGS, flat_text, plain
from reading_edition.model.settings import Settings

EXTENSIONS = ("footnotes", "sane_lists", "tables")  # Markdown extensions, which the pages need as well
_BULLETS = "•‣◦·"
_SERIES = {"figure": "f", "table": "t", **dict.fromkeys(HEADINGS, "h")}


class Received(NamedTuple):
    """A passage of the received text: its id, its words and, if received in Markdown, a description of its shape."""

    id: str
    words: str
    shape: str = ""


def read_received(text: str, settings: Settings) -> list[Received]:
    """Return the passages of the received text, read in the format that the settings name."""
    read = read_markdown if settings.is_markdown else read_lines
    return list(read(text, list(settings.front)))


def read_lines(text: str, front: Sequence[str]) -> Iterator[Received]:
    """Yield the passages of a text that was received with a paragraph on each line, in order.

    The first lines are the ones that ``front`` lists (title, byline, ...). Each later line is a paragraph
    (``p1``, ``p2``, ...) or, if it begins with a bullet, an item (``p26-1``) of the paragraph before it.
    Whitespace is collapsed to single spaces; bullets and indentation are removed.
    """
    lines = [line for line in (plain(line) for line in text.splitlines()) if line]
    yield from map(Received, front, lines)
    paragraph = item = 0
    for line in lines[len(front) :]:
        if line[0] in _BULLETS and line[1:2] == " ":
            item += 1
            yield Received(f"p{paragraph}-{item}", line[2:])
        else:
            paragraph, item = paragraph + 1, 0
            yield Received(f"p{paragraph}", line)


def read_markdown(text: str, front: Sequence[str]) -> Iterator[Received]:
    """Yield the passages of a text that was received in Markdown, in order.

    The first blocks are the ones that ``front`` lists. Paragraphs (``p1``), headings (``h1``), figures (``f1``) and
    tables (``t1``) are numbered through the whole text. Quotations and list items belong to the paragraph before
    them (``p26-1``), items of a nested list to their parent item (``p26-1-1``). After a heading, where no such
    paragraph exists, they are numbered as paragraphs. The author's notes (``n1``) keep their own names.
    """
    root = parse_content(markdown.markdown(text, extensions=list(EXTENSIONS)))
    shape_text(root, are_named=False)
    named = list(_named(root, iter(front)))
    walker = Walker(lambda _address: NOWHERE)
    for name, element in named:
        words = plain(flat_text(walker.passage(element, name, ())).text)
        yield Received(name, words, shape_of(element))


def _named(root: HtmlElement, front: Iterator[str]) -> Iterator[tuple[str, HtmlElement]]:
    """Set the id of each citable element of a text; yield the id and the element."""
    counts: Counter[str] = Counter()
    paragraph = ""  # the paragraph to which following quotations and list items belong
    for block in root:
        latest = paragraph
        for element in units_of(block):
            if AUTHORS_NOTES not in block.classes:
                element.set("id", next(front, "") or _next_id(element, block, paragraph, counts))
            latest = element.get("id") if is_paragraph_id(element.get("id")) else latest
            yield element.get("id"), element
        paragraph = "" if block.tag in HEADINGS else latest.partition("-")[0]


def _next_id(element: HtmlElement, block: HtmlElement, paragraph: str, counts: Counter[str]) -> str:
    if series := _SERIES.get(element.tag):
        counts[series] += 1
        return f"{series}{counts[series]}"
    parent = next((each.get("id") for each in element.iterancestors("li")), "" if element is block else paragraph)
    counts[parent or "p"] += 1
    return f"{parent}-{counts[parent]}" if parent else f"p{counts['p']}"


def restore(passage: str, words: str, emendations: Iterable[Emendation]) -> str:
    """Return the words of a passage with its recorded restorations applied."""
    for emendation in emendations:
        if emendation.paragraph == passage:
            words = words.replace(emendation.received, emendation.read)
    return words
