"""Notes: numbered in reading order, each right after its paragraph, once in the page."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from ..markup import inner_html, remove, render
from ..model import Edition, Note
from ..reading import is_footnote_machinery


def weave_notes(edition: Edition) -> None:
    """Moves every note from the foot of its page to its paragraph, and marks it with its number."""
    labels = {kind.id: kind.label for kind in edition.settings.notes}
    last: dict[int, HtmlElement] = {}  # the note that stands last after a block
    for note in edition.notes:
        block = _block_of(note)
        aside = _aside(note, labels.get(note.kind, ""))
        last.get(id(block), block).addnext(aside)
        last[id(block)] = aside
        _replace_marks(note)
    for page in edition.site.pages:
        for box in page.root.xpath("./div[@class='footnote']"):
            if not box.xpath(".//li[starts-with(@id, 'fn:') and not(@data-woven)]"):
                remove(box)


def _block_of(note: Note) -> HtmlElement:
    """The block after which a note stands: its mark's block, and the list that continues it."""
    block = note.marks[0]
    while block.getparent() is not note.page.root:
        block = block.getparent()
    following = block.getnext()
    if note.passage is not None and following is not None and following.tag in ("ul", "ol"):
        items = [item.get("id") or "" for item in following]
        if items and all(item.startswith(f"{note.passage.paragraph}-") for item in items):
            return following
    return block


def _aside(note: Note, label: str) -> HtmlElement:
    paragraphs = _paragraphs(note.element)
    note.element.set("data-woven", "")
    return render("note.html", note=note, label=label, paragraphs=[inner_html(item) for item in paragraphs])


def _paragraphs(element: HtmlElement) -> Sequence[HtmlElement]:
    """The paragraphs of a note as the footnotes extension leaves it, without the ways back."""
    for link in list(element.iter("a")):
        if is_footnote_machinery(link):
            previous = link.getprevious()
            remove(link)
            if previous is not None and previous.tail:
                previous.tail = previous.tail.rstrip(" \u00a0")
    return [child for child in element if child.tag == "p"] or [element]


def _replace_marks(note: Note) -> None:
    for count, mark in enumerate(note.marks, 1):
        raised = mark.getparent()
        new = render("mark.html", note=note, count=count)
        new.tail = raised.tail
        raised.tail = None
        raised.getparent().replace(raised, new)
