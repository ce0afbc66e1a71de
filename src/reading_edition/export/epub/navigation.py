"""The navigation document: the table of contents, and the landmarks of the book."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from reading_edition.export.epub.book import Book, Chapter
from reading_edition.export.epub.xhtml import document, mark, set_language
from reading_edition.export.xml import add

_LANDMARKS = {"part": "bodymatter", "term": "glossary", "source": "bibliography"}


def navigation(book: Book) -> etree._Element:
    """The navigation document."""
    facts = book.edition.settings.facts
    root, body = document(book.translate("Contents"), facts.notes_language, "frontmatter")
    contents = add(
        mark(add(body, "nav", id="toc"), "toc", "doc-toc"), "h1", book.translate("Contents")
    ).getparent()
    assert contents is not None
    listed = add(contents, "ol")
    title = add(add(listed, "li"), "a", book.edition.title, href="title.xhtml")
    set_language(title, facts.language)
    add(add(listed, "li"), "a", book.translate("Rights"), href="rights.xhtml")
    for kind, group in groupby(book.chapters, lambda chapter: chapter.kind):
        _add_chapters(listed, book, kind, list(group))
    _add_landmarks(body, book)
    return root


def _add_chapters(listed: etree._Element, book: Book, kind: str, chapters: list[Chapter]) -> None:
    item = add(listed, "li")
    if len(chapters) == 1:
        add(item, "a", chapters[0].title, href=chapters[0].file)
        return
    add(item, "a", book.kind_title(kind), href=chapters[0].file)
    inner = add(item, "ol")
    for chapter in chapters:
        add(add(inner, "li"), "a", chapter.title, href=chapter.file)


def _add_landmarks(body: etree._Element, book: Book) -> None:
    landmarks = mark(add(body, "nav", id="landmarks", hidden="hidden"), "landmarks")
    add(landmarks, "h2", book.translate("Landmarks"))
    listed = add(landmarks, "ol")
    for kind, title, file in _landmarks(book):
        mark(add(add(listed, "li"), "a", title, href=file), kind)


def _landmarks(book: Book) -> Iterator[tuple[str, str, str]]:
    yield "cover", book.translate("Cover"), "cover.xhtml"
    yield "titlepage", book.translate("Title page"), "title.xhtml"
    yield "copyright-page", book.translate("Rights"), "rights.xhtml"
    yield "toc", book.translate("Contents"), "nav.xhtml#toc"
    for kind, name in _LANDMARKS.items():
        file = next((chapter.file for chapter in book.chapters if chapter.kind == kind), "")
        if file:
            yield name, book.kind_title(kind), file
