"""The whole edition as one page, which prints to a book: essay, notes, entries and sources."""

from collections.abc import Collection
from copy import deepcopy

import lxml.html
from lxml.html import HtmlElement

from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.items import Page
from reading_edition.render.elements import Elements

BOOK = "whole-edition"
BOOK_CLASS = "book"
_NOT_ON_PAPER = ("aria-describedby", "title")


def has_book(page: Page) -> bool:
    """Whether a page contains the whole edition."""
    return f"<!-- edition: {BOOK} -->" in page.source.text


def empty_book(_edition: Edition, _page: Page) -> HtmlElement:
    return lxml.html.Element("div", {"class": BOOK_CLASS})


def fill_books(edition: Edition, elements: Elements) -> None:
    """Copies the rendered pages into each book, one after another; links lead to places of the same page.

    Links to pages that are not part of the book become plain words.
    """
    parts = [part.page for part in edition.parts]
    lists = (entry.page for kind in ENTRY_KINDS for entry in edition.of_kind(kind))
    chapters = {page.path: page for page in (*parts, *lists)}
    for page in filter(has_book, edition.pages):
        for book in elements.root(page).find_class(BOOK_CLASS):
            book.extend(_chapter(chapter, chapters, elements) for chapter in chapters.values())


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
    for steps in chapter.find_class("note-steps"):
        steps.drop_tree()
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
    link.classes.discard("ref")
    target = elements.site.resolve(elements.page(page), link.get("href") or "")
    if target.kind == "page" and target.path in chapters and target.fragment:
        link.set("href", f"#{target.fragment}")
    elif target.kind != "outside":
        link.drop_tag()
