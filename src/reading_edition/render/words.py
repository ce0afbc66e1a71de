"""The words of pages: of a passage, around a link, before a mark; and what a place is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from reading_edition.load.runs import is_footnote_link
from reading_edition.model.runs import plain

_LITERAL_MARK = re.compile(r"\[\^[^\]\s]+\]")
_AROUND = 6  # words shown on each side of the words that are a link
_BLOCKS = frozenset({"p", "li", "dd", "dt", "td", "th", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})


def passage_words(element: HtmlElement) -> str:
    """The words of a passage without its apparatus, white space as single spaces.

    A mark without a note stays in the page as words; the link checks tell of it, so it is left out here.
    """
    return plain(_LITERAL_MARK.sub("", "".join(_own_texts(element))))


def _own_texts(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not _is_apparatus(child):
            yield from _own_texts(child)
        yield child.tail or ""


def _is_apparatus(element: HtmlElement) -> bool:
    if element.tag == "sup" and len(element) == 1 and is_footnote_link(element[0]):
        return True
    return "apparatus" in (element.get("class") or "").split()


BlockTexts = dict[HtmlElement, list[tuple[HtmlElement | None, str]]]


def words_around(link: HtmlElement, blocks: BlockTexts) -> tuple[str, str, str]:
    """The words before a link, its own, and those after it, in the block in which it stands.

    ``blocks`` keeps the texts of the blocks that were read already; a block may hold many links.
    """
    before: list[str] = []
    inside: list[str] = []
    after: list[str] = []
    current = before
    block = _block_of(link)
    if block not in blocks:
        blocks[block] = list(_texts(block))
    for element, text in blocks[block]:
        if element is link:
            current = inside if current is before else after
            (inside if current is inside else after).append(text)
        else:
            current.append(text)
    return _last(before), " ".join("".join(inside).split()), _first(after)


def texts_before(mark: HtmlElement) -> Iterator[str]:
    """The texts of a block before a note's mark in it, the apparatus left out."""
    for element, text in _texts(_block_of(mark), marks=True):
        if element is mark:
            return
        yield text


def _block_of(element: HtmlElement) -> HtmlElement:
    while element.getparent() is not None and element.tag not in _BLOCKS:
        element = element.getparent()
    return element


def _texts(element: HtmlElement, *, marks: bool = False) -> Iterator[tuple[HtmlElement | None, str]]:
    """The texts of an element in order; those of each link come with it, once as it opens and closes.

    Marks of notes are passed over, or come with an empty text.
    """
    if element.tag == "a":
        if not is_footnote_link(element):
            yield element, element.text_content()
            yield element, ""
        elif marks:
            yield element, ""
        return
    yield None, element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child, marks=marks)
        yield None, child.tail or ""


def _last(texts: Sequence[str]) -> str:
    words = "".join(texts).split()
    return f"… {' '.join(words[-_AROUND:])}" if len(words) > _AROUND else " ".join(words)


def _first(texts: Sequence[str]) -> str:
    text = "".join(texts)
    words = text.split()
    cut = f"{' '.join(words[:_AROUND])} …" if len(words) > _AROUND else " ".join(words)
    return cut if not text[:1].isspace() else f" {cut}"


@dataclass(frozen=True)
class Marked:
    """The words of a passage, with the extents of its links and the positions of its notes' marks."""

    text: str
    links: tuple[tuple[int, int], ...]
    marks: tuple[int, ...]


def marked_words(element: HtmlElement) -> Marked:
    """A passage's words with what the apparatus attaches to them; white space is as in the page."""
    pieces: list[str] = []
    links: list[tuple[int, int]] = []
    marks: list[int] = []
    _collect(element, pieces, links, marks)
    return Marked("".join(pieces), tuple(links), tuple(marks))


def _collect(element: HtmlElement, pieces: list[str], links: list[tuple[int, int]], marks: list[int]) -> None:
    start = sum(map(len, pieces))
    if element.tag == "a" and (is_footnote_link(element) or "note-reference" in (element.get("class") or "")):
        marks.append(start)
        return
    pieces.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            _collect(child, pieces, links, marks)
        pieces.append(child.tail or "")
    if element.tag == "a" and not _is_apparatus(element):
        links.append((start, sum(map(len, pieces))))
