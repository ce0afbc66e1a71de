"""Notes: numbered in reading order, each right after its paragraph, once in the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import lxml.html
from lxml.html import HtmlElement

from reading_edition.load.runs import is_footnote_link
from reading_edition.model.edition import Edition, Note
from reading_edition.model.messages import Translator
from reading_edition.render.markup import inner_html, remove, render_all, without_kind


def weave_notes(edition: Edition) -> None:
    """Moves every note from the foot of its page to its paragraph, and marks it with its number.

    A paragraph and its notes are framed together, so that a page with margins can set them side by side; the
    place of a note among those of its paragraph tells the style sheet which mark it belongs to.
    """
    labels, translate = {kind.id: kind.label for kind in edition.settings.notes}, edition.settings.translate
    frames: dict[int, HtmlElement] = {}
    counts: Counter[int] = Counter()
    placed: list[_Placed] = []
    for note in edition.notes:
        block = _block_of(note)
        if id(block) not in frames:
            frames[id(block)] = _frame(block)
        counts[id(block)] += 1
        placed.append(_Placed(note, frames[id(block)], counts[id(block)], translate))
    asides = render_all("note.html", [_shown(each, labels.get(each.note.kind, "")) for each in placed])
    for each, aside in zip(placed, asides, strict=True):
        aside.tail = "\n"
        each.frame.append(aside)
    _replace_marks(placed)
    for page in edition.pages:
        for box in page.root.xpath("./div[@class='footnote']"):
            if not box.xpath(".//li[starts-with(@id, 'fn:') and not(@data-woven)]"):
                remove(box)


def _block_of(note: Note) -> HtmlElement:
    """The block in which a note's mark stands; of a list that continues a paragraph, the paragraph."""
    block = note.marks[0]
    while block.getparent() is not note.page.root and block.getparent().get("class") != "passage":
        block = block.getparent()
    before = block.getprevious()
    return before if before is not None and block in list(continuation(before)) else block


def continuation(block: HtmlElement) -> Iterator[HtmlElement]:
    """The list after a paragraph whose items are the paragraph's own."""
    following, name = block.getnext(), block.get("id")
    if name and following is not None and following.tag in ("ul", "ol"):
        items = [item.get("id") or "" for item in following]
        if items and all(item.startswith(f"{name}-") for item in items):
            yield following


def _frame(block: HtmlElement) -> HtmlElement:
    frame: HtmlElement = lxml.html.Element("div")
    frame.set("class", "passage")
    items = list(continuation(block))
    block.addprevious(frame)
    for element in (block, *items):
        element.tail = "\n"
        frame.append(element)
    return frame


class _Placed(NamedTuple):
    """A note with the frame of its paragraph, and which of the paragraph's notes it is."""

    note: Note
    frame: HtmlElement
    place: int
    translate: Translator


def _shown(placed: _Placed, label: str) -> dict[str, object]:
    """What the template of a note shows."""
    element = placed.note.element
    paragraphs = [inner_html(paragraph) for paragraph in _paragraphs(element)]
    element.set("data-woven", "")
    if label and paragraphs:
        paragraphs[0] = without_kind(paragraphs[0])
    return {**placed._asdict(), "label": label, "paragraphs": paragraphs}


def _paragraphs(element: HtmlElement) -> Sequence[HtmlElement]:
    """The paragraphs of a note as the footnotes extension leaves it, without the ways back."""
    for link in list(element.iter("a")):
        if is_footnote_link(link):
            previous = link.getprevious()
            remove(link)
            if previous is not None and previous.tail:
                previous.tail = previous.tail.rstrip(" \u00a0")
    return [child for child in element if child.tag == "p"] or [element]


def _replace_marks(placed: Sequence[_Placed]) -> None:
    marks = [
        (mark, {**each._asdict(), "count": count})
        for each in placed
        for count, mark in enumerate(each.note.marks, 1)
    ]
    for (mark, _), new in zip(marks, render_all("mark.html", (shown for _, shown in marks)), strict=True):
        raised = mark.getparent()
        new.tail = raised.tail
        raised.tail = None
        raised.getparent().replace(raised, new)
