"""The whole edition as one page, which prints to a book: essay, notes, entries and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import lxml.html
from lxml.html import HtmlElement

from linkcheck.site import Page

from ..markup import copied
from ..model import Edition
from ..settings import ENTRY_KINDS

_LEFT_OUT = frozenset({"gists", "mentioned", "edition-narrowing", "note-back", "propose", "changed"})


def whole_edition(edition: Edition) -> HtmlElement:
    """Copies of the woven pages, one after another; links lead to places of the same page.

    Links to pages that are not part of the book become plain words.
    """
    book: HtmlElement = lxml.html.Element("div")
    book.set("class", "book")
    chapters = list(_chapters(edition))
    inside = {page.path for page in chapters}
    for page in chapters:
        chapter: HtmlElement = lxml.html.Element("section")
        chapter.set("class", "book-chapter")
        chapter.set("headingoffset", "1")  # its h1 is of the second level here
        for element in page.root:
            if isinstance(element.tag, str) and not _is_left_out(element):
                chapter.append(_copy(element, page, inside, edition))
        book.append(chapter)
    return book


def _chapters(edition: Edition) -> Iterator[Page]:
    yield from (part.page for part in edition.parts)
    for kind in ENTRY_KINDS:
        yield from _once(entry.page for entry in edition.of_kind(kind))


def _once(pages: Iterable[Page]) -> list[Page]:
    return list({page.path: page for page in pages}.values())


def _is_left_out(element: HtmlElement) -> bool:
    return not _LEFT_OUT.isdisjoint((element.get("class") or "").split())


def _copy(element: HtmlElement, page: Page, inside: set[str], edition: Edition) -> HtmlElement:
    copy = copied(element)
    copy.tail = "\n"
    for descendant in copy.xpath(".//*[@class]"):
        if _is_left_out(descendant):
            descendant.drop_tree()
    for link in list(copy.iter("a")):
        _lead_inside(link, page, inside, edition)
    for details in copy.iter("details"):
        details.set("open", "")
    if copy.tag == "h1":
        copy.attrib.pop("id", None)
    return copy


def _lead_inside(link: HtmlElement, page: Page, inside: set[str], edition: Edition) -> None:
    for attribute in ("aria-describedby", "title"):
        link.attrib.pop(attribute, None)
    classes = [name for name in (link.get("class") or "").split() if name != "ref"]
    link.set("class", " ".join(classes)) if classes else link.attrib.pop("class", None)
    target = edition.site.resolve(page, link.get("href") or "")
    if target.kind == "outside":
        return
    if target.kind == "page" and target.path in inside and target.fragment:
        link.set("href", f"#{target.fragment}")
    else:
        link.drop_tag()
