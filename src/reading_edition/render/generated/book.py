"""The whole edition as one page, which prints to a book: essay, notes, entries and sources."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy

import lxml.html
from lxml.html import HtmlElement

from reading_edition.model.edition import Edition, Page
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.render.elements import Elements

_NOT_ON_PAPER = ("aria-describedby", "title")


def book(edition: Edition, elements: Elements) -> HtmlElement:
    """Copies of the rendered pages, one after another; links lead to places of the same page.

    Links to pages that are not part of the book become plain words.
    """
    parts = [part.page for part in edition.parts]
    lists = (entry.page for kind in ENTRY_KINDS for entry in edition.of_kind(kind))
    chapters = {page.path: page for page in (*parts, *lists)}
    element: HtmlElement = lxml.html.Element("div")
    element.set("class", "book")
    element.extend(_chapter(page, chapters, elements) for page in chapters.values())
    return element


def _chapter(page: Page, chapters: Collection[str], elements: Elements) -> HtmlElement:
    """A copy of a page without what leads to other pages, its links leading to places of the book."""
    chapter = deepcopy(elements.root(page))
    chapter.tag, chapter.text, chapter.tail = "section", None, None
    chapter.set("class", "book-chapter")
    chapter.set("headingoffset", "1")  # its h1 is of the second level here
    for element in list(chapter):
        element.tail = "\n"
        if not isinstance(element.tag, str):
            chapter.remove(element)
    for link in list(chapter.iter("a")):
        if link.get("class") == "note-back":  # on paper the note is by its paragraph
            link.drop_tree()
        else:
            _adapt(link, page, chapters, elements)
    for details in chapter.iter("details"):
        details.set("open", "")
    for heading in chapter.iterchildren("h1"):
        heading.attrib.pop("id", None)
    return chapter


def _adapt(link: HtmlElement, page: Page, chapters: Collection[str], elements: Elements) -> None:
    """Lets a link lead to a place of the book, without a tooltip."""
    for name in _NOT_ON_PAPER:
        link.attrib.pop(name, None)
    if (link.get("class") or "").startswith("ref "):
        link.set("class", link.attrib["class"].removeprefix("ref "))
    target = elements.site.resolve(elements.page(page), link.get("href") or "")
    if target.kind == "page" and target.path in chapters and target.fragment:
        link.set("href", f"#{target.fragment}")
    elif target.kind != "outside":
        link.drop_tag()
