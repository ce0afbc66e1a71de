"""The tags by which Zotero and Google Scholar recognize what a page holds: Highwire Press and Dublin Core.

Every page of the essay names the essay, with one address for all of them, because they are parts of one
article; the front page and the page that holds everything name the edition.

What is written follows who reads it. Scholar takes a full date or a year alone (*Inclusion Guidelines for
Webmasters*, "Indexing"). Zotero's translators split a body's name like a person's, so that a body that
edits is named as the publisher, whose name they leave whole; they take ``DC.source`` for the title of a
journal, and of ``og:type`` they take ``website`` before everything else that a page says of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reading_edition.model.addresses import address_of
from reading_edition.model.csl_items import Item, edition_title, first_day, said
from reading_edition.model.edition import Edition, Page
from reading_edition.render.generated import has_book
from reading_edition.render.head.description import is_front

Tag = tuple[str, str]  # the name and content of a <meta>
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_DAY = len("2010-03-05")
_DOI = "https://doi.org/"


def kind_of_work(edition: Edition, page: Page) -> str:
    """What a page is cited as: the ``essay``, the ``edition``, or a ``page`` of it."""
    if edition.part_of(page) is not None:
        return "essay"
    return "edition" if is_front(page) or has_book(page) else "page"


def citation_tags(edition: Edition, page: Page) -> list[Tag]:
    """The names and contents of the tags, without those that would say nothing."""
    kind = kind_of_work(edition, page)
    tags = {"essay": _essay_tags, "edition": _edition_tags, "page": _page_tags}[kind](edition, page)
    return [(name, content) for name, content in tags if content]


def essay_address(edition: Edition, *, origin: str) -> str:
    """The address under which the essay begins."""
    return address_of(edition, edition.parts[0].page.url if edition.parts else "", origin=origin)


def _essay_tags(edition: Edition, page: Page) -> Iterator[Tag]:
    facts, essay = edition.settings.facts, said(dict(edition.settings.facts.essay))
    authors = [author.inverted for author in facts.authors]
    issued = str(essay.get("issued", ""))
    address = essay_address(edition, origin=page.url) if edition.address else ""
    yield "citation_title", edition.title
    yield from _each("citation_author", authors)
    yield "citation_publication_date", _scholar_date(issued)
    yield from _journal_tags(essay)
    yield "citation_language", facts.language
    yield "citation_public_url", address
    yield "citation_fulltext_html_url", address
    yield from _dublin_core(edition.title, issued, facts.language, creators=authors)
    yield "DC.source", str(essay.get("container-title", ""))
    yield "DC.publisher", str(essay.get("publisher", ""))
    yield "DC.identifier", f"{_DOI}{essay['DOI']}" if "DOI" in essay else address
    yield "DC.relation", facts.original
    yield "DC.rights", facts.rights.essay


def _journal_tags(essay: Item) -> Iterator[Tag]:
    """What only an article has: the journal, or the book, that contains it."""
    container = "citation_inbook_title" if essay.get("type") == "chapter" else "citation_journal_title"
    yield container, str(essay.get("container-title", ""))
    for name in ("volume", "issue", "publisher"):
        yield f"citation_{name}", str(essay.get(name, ""))
    first, _, last = str(essay.get("page", "")).replace("–", "-").partition("-")
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    for name in ("ISSN", "ISBN", "DOI"):
        yield f"citation_{name.lower()}", str(essay.get(name, ""))


def _edition_tags(edition: Edition, page: Page) -> Iterator[Tag]:
    facts, title = edition.settings.facts, edition_title(edition)
    authors = [author.inverted for author in facts.authors]
    address = address_of(edition, "", origin=page.url) if edition.address else ""
    persons, bodies = _editors(edition)
    yield "citation_title", title
    yield from _each("citation_author", authors)
    yield from _each("citation_editor", persons)
    yield "citation_publication_date", _scholar_date(facts.date)
    yield "citation_publisher", bodies
    yield "citation_language", facts.notes_language
    yield "citation_public_url", address
    yield from _dublin_core(title, facts.date, facts.notes_language, creators=authors, contributors=persons)
    yield "DC.publisher", bodies
    yield "DC.identifier", address
    yield "DC.rights", " ".join(filter(None, [facts.rights.essay, facts.rights.notes]))


def _page_tags(edition: Edition, page: Page) -> Iterator[Tag]:
    facts = edition.settings.facts
    persons, bodies = _editors(edition)
    yield from _dublin_core(page.title, facts.date, facts.notes_language, creators=persons)
    yield "DC.publisher", bodies
    yield "DC.identifier", address_of(edition, page.url, origin=page.url) if edition.address else ""
    yield "DC.rights", facts.rights.notes


def _dublin_core(
    title: str, date: str, language: str, *, creators: Iterable[str], contributors: Iterable[str] = ()
) -> Iterator[Tag]:
    yield "DC.title", title
    yield from _each("DC.creator", creators)
    yield from _each("DC.contributor", contributors)
    yield "DC.date", first_day(date)
    yield "DC.type", "Text"
    yield "DC.language", language


def _each(name: str, contents: Iterable[str]) -> Iterator[Tag]:
    return ((name, content) for content in contents)


def _editors(edition: Edition) -> tuple[list[str], str]:
    """The editors who are persons, as lists have their names, and the bodies among them."""
    editors = edition.settings.facts.editors
    persons = [editor.inverted for editor in editors if editor.is_person]
    return persons, "; ".join(editor.full for editor in editors if not editor.is_person)


def _scholar_date(text: str) -> str:
    """A day as 2010/3/5, or else the year alone."""
    if "/" not in text and len(day := first_day(text)) == _DAY:
        year, month, number = (int(part) for part in day.split("-"))
        return f"{year:04}/{month}/{number}"
    return first_day(text)[:4]
