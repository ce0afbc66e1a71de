"""Generates pages that contain other pages, for print: the whole edition as a book, or the text with its notes.

The whole edition has a table of contents, running heads, and a choice to print only the text and its notes.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property

import lxml.html
from lxml import etree
from lxml.html import HtmlElement
from tinycss2.serializer import serialize_string_value

from link_checks.page import Page as RenderedPage
from link_checks.page import compressed
from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.items import Page
from reading_edition.render.elements import Elements
from reading_edition.render.last_changes import listed_notes, show_changes
from reading_edition.render.templating import render_element

BOOK = "whole-edition"
HANDOUT = "text-with-notes"
BOOK_CLASS = "book"
_SUBJECTS = ("data-later", "note-core")  # attributes and classes of elements that readers can hide
_NOT_ON_PAPER = ("aria-describedby", "title")
_NAVIGATION = frozenset({"note-back", "note-steps", "cite"})  # classes of links in a note


def empty_book(name: str, edition: Edition, _page: Page) -> HtmlElement:
    """Return an empty element, which :func:`fill_books` fills, with the form of a citation as an attribute."""
    citation = edition.settings.facts.citation
    return lxml.html.Element("div", {"class": BOOK_CLASS, "data-book": name, "data-citation": citation})


@dataclass
class Books:
    """The books on some pages. Chapters are compressed as soon as they are rendered.

    No other code reads the chapters, and compressed they take a tenth of the memory.
    """

    edition: Edition
    pages: Mapping[str, set[str]]  # the names of the books on each page, by page path
    _written: dict[tuple[str, str], bytes] = field(default_factory=dict)  # compressed chapters by book and path
    _subjects: set[str] = field(default_factory=set)  # those of ``_SUBJECTS`` that occur in the chapters

    @classmethod
    def on(cls, pages: Iterable[RenderedPage], edition: Edition) -> "Books":
        """Return the books on some pages that are not yet rendered."""
        return cls(edition, {page.path: names for page in pages if (names := _books_on(page))})

    @cached_property
    def by_name(self) -> Mapping[str, Mapping[str, Page]]:
        """The chapters of each book, by page path."""
        names = sorted(set().union(*self.pages.values()))
        return {name: {page.path: page for page in _chapters(name, self.edition)} for name in names}

    @property
    def chapters(self) -> set[str]:
        """The paths of all pages that are chapters."""
        return set().union(*self.by_name.values())

    def keep(self, elements: Elements) -> None:
        """Store compressed copies of the chapters among the rendered pages."""
        for name, chapters in self.by_name.items():
            for path in elements.paths & chapters.keys():
                chapter = _chapter(chapters[path], chapters, elements)
                if name == BOOK:
                    chapter.set("id", f"chapter:{list(chapters).index(path) + 1}")
                    chapter.set("data-part", "yes" if self.edition.part_of(chapters[path]) else "")
                self._subjects |= {each for each in _SUBJECTS if _has(chapter, each)}
                self._written[name, path] = compressed(lxml.html.tostring(chapter, encoding="unicode"))

    def put(self, name: str, book: HtmlElement, page: RenderedPage) -> None:
        """Append a comment to a book. Its chapters replace the comment when the page is written."""
        mark = lxml.html.HtmlComment(f"chapters of {' '.join([name, *sorted(self._subjects)])}")
        book.append(mark)
        page.inside[f"<!--{mark.text}-->"] = [self._written[name, path] for path in self.by_name[name]]


def _has(chapter: HtmlElement, subject: str) -> bool:
    return bool(chapter.find_class(subject)) or chapter.find(f".//*[@{subject}]") is not None


def _books_on(page: RenderedPage) -> set[str]:
    """Return the names of the books on a page that is not yet rendered."""
    if BOOK not in page.source.text and HANDOUT not in page.source.text:
        return set()
    comments = ((comment.text or "").strip() for comment in page.root.iter(etree.Comment))
    return {BOOK, HANDOUT} & {text.removeprefix("edition:").strip() for text in comments}


def fill_books(edition: Edition, elements: Elements, books: Books) -> None:
    """Put the rendered pages into each book. Links to anchors in its chapters lead to the same anchors in the book.

    All other links inside the site become plain text.
    """
    books.keep(elements)
    for page in elements.shown(edition.pages):
        for book in elements.root(page).find_class(BOOK_CLASS) if page.path in books.pages else ():
            name = book.get("data-book", "")
            books.put(name, book, elements.page(page))
            if name == BOOK:
                _add_contents(book, books.by_name[name].values(), edition)


def _add_contents(book: HtmlElement, chapters: Collection[Page], edition: Edition) -> None:
    """Add a table of contents to the start of a book, and before the book a choice of what to print."""
    translate = edition.settings.translate
    values = {"name": "print", "all": translate("the whole edition"), "translate": translate}
    book.addprevious(render_element("filter.html", choices=[("parts", translate("the text and its notes"))], **values))
    book.insert(0, render_element("contents.html", edition=edition, chapters=chapters))


def running_heads(edition: Edition) -> str:
    """Return the CSS rules for the running heads of a printed book: the titles of the edition and of each chapter."""
    chapters = _chapters(BOOK, edition) if any(page.generates(BOOK) for page in edition.pages) else ()
    rules = "".join(
        f'@page c{number}{{@top-right{{content:"{serialize_string_value(chapter.title)}"}}}}'
        f"#chapter\\:{number}{{page:c{number}}}\n"
        for number, chapter in enumerate(chapters, 1)
    )
    return f':root{{--name:"{serialize_string_value(edition.settings.facts.title or edition.title)}"}}\n{rules}'


def _chapters(name: str | None, edition: Edition) -> Sequence[Page]:
    """Return the pages that a book contains, each once."""
    parts = [part.page for part in edition.parts]
    if name == HANDOUT:
        return parts
    lists = (entry.page for kind in ENTRY_KINDS for entry in edition.of_kind(kind))
    settings = edition.settings
    chapters = [*edition.pages_at(settings.introduction), *parts, *lists, *edition.pages_at(settings.appendix)]
    return list({page.path: page for page in chapters}.values())


def _chapter(page: Page, chapters: Collection[str], elements: Elements) -> HtmlElement:
    """Return a copy of a page without navigation, and with links to locations in the book."""
    chapter = deepcopy(elements.root(page))
    chapter.tag, chapter.text, chapter.tail = "section", None, None
    chapter.set("class", "book-chapter")
    chapter.set("headingoffset", "1")  # the h1 of a page is a second-level heading in the book
    for element in list(chapter):
        element.tail = "\n"
        if not isinstance(element.tag, str):
            chapter.remove(element)
    for book in chapter.find_class(BOOK_CLASS):
        book.drop_tree()  # a page may contain a book and be a chapter of another
    for link in [*chapter.iter("a", "span")]:
        if link.get("class") and not _NAVIGATION.isdisjoint(link.classes):
            link.drop_tree()  # in print, a note is next to its paragraph
    for link in list(chapter.iter("a")):
        _adapt(link, page, chapters, elements)
    for details in chapter.iter("details"):
        details.set("open", "")
        details.attrib.pop("name", None)  # only one of several with the same name can be open
    for heading in chapter.iterchildren("h1"):
        heading.attrib.pop("id", None)
    if page is elements.index.edition.guide.page:  # its ids repeat the ids of paragraphs in the book
        for item in chapter.iter("li"):
            item.attrib.pop("id", None)
    show_changes(elements.index.edition, listed_notes(elements.index.edition, chapter))
    return chapter


def _adapt(link: HtmlElement, page: Page, chapters: Collection[str], elements: Elements) -> None:
    """Make a link lead to a location in the book, and remove its tooltip; or turn the link into text."""
    for name in _NOT_ON_PAPER:
        link.attrib.pop(name, None)
    link.classes.discard("ref")
    target = elements.site.resolve(elements.page(page), link.get("href") or "")
    if target.kind == "page" and target.path in chapters and target.fragment:
        link.set("href", f"#{target.fragment}")
    elif "ref-source" in link.classes:
        link.tag = "span"  # so that styles distinguish the citation from the sentence
        del link.attrib["href"]
    elif target.kind != "outside":
        link.drop_tag()
