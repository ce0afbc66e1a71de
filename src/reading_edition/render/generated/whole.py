"""The whole edition as one page, which prints to a book: essay, notes, entries and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import lxml.html
from lxml.html import HtmlElement

from reading_edition.model.edition import Edition, Page
from reading_edition.model.settings import ENTRY_KINDS
from reading_edition.render.markup import copied


def whole_edition(edition: Edition) -> HtmlElement:
    """Copies of the woven pages, one after another; links lead to places of the same page.

    Links to pages that are not part of the book become plain words.
    """
    book: HtmlElement = lxml.html.Element("div")
    book.set("class", "book")
    chapters = list(_chapters(edition))
    inside = {page.path for page in chapters}
    for page in chapters:
        book.append(_chapter(page, inside, edition))
    return book


def _chapter(page: Page, inside: set[str], edition: Edition) -> HtmlElement:
    """A copy of a page without what leads about in the site, its links leading inside of the book."""
    chapter = copied(page.root)
    chapter.tag, chapter.text = "section", None
    chapter.set("class", "book-chapter")
    chapter.set("headingoffset", "1")  # its h1 is of the second level here
    for element in list(chapter):
        element.tail = "\n"
        if not isinstance(element.tag, str):
            chapter.remove(element)
    for link in list(chapter.iter("a")):
        if link.get("class") == "note-back":  # on paper the note stands by its paragraph
            link.drop_tree()
        else:
            _lead_inside(link, page, inside, edition)
    for details in chapter.iter("details"):
        details.set("open", "")
    for heading in chapter.iterchildren("h1"):
        heading.attrib.pop("id", None)
    return chapter


def _chapters(edition: Edition) -> Iterator[Page]:
    yield from (part.page for part in edition.parts)
    for kind in ENTRY_KINDS:
        yield from _once(entry.page for entry in edition.of_kind(kind))


def _once(pages: Iterable[Page]) -> list[Page]:
    return list({page.path: page for page in pages}.values())


def _lead_inside(link: HtmlElement, page: Page, inside: set[str], edition: Edition) -> None:
    attributes = link.attrib
    for name in ("aria-describedby", "title"):
        attributes.pop(name, None)
    classes = [name for name in attributes.get("class", "").split() if name != "ref"]
    if classes:
        attributes["class"] = " ".join(classes)
    else:
        attributes.pop("class", None)
    target = edition.site.resolve(page.rendered, link.get("href") or "")
    if target.kind == "outside":
        return
    if target.kind == "page" and target.path in inside and target.fragment:
        link.set("href", f"#{target.fragment}")
    else:
        link.drop_tag()
