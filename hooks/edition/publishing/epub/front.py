"""What comes before the essay: the title page, and whose the words are."""

from __future__ import annotations

from lxml import etree

from ..xml import add
from .book import Book
from .words import ChapterWords, as_uri
from .xhtml import document, mark, set_language


def title_page(book: Book) -> etree._Element:
    """The title page."""
    edition = book.edition
    facts = edition.settings.facts
    root, body = document(edition.title, facts.notes_language, "frontmatter")
    section = mark(add(body, "section", class_="title-page"), "titlepage")
    title = add(section, "h1", edition.title)
    set_language(title, facts.language)
    if facts.authors:
        add(section, "p", ", ".join(author.full for author in facts.authors), class_="author")
    add(section, "p", "An annotated edition", class_="subtitle")
    if facts.editors:
        add(section, "p", f"Edited by {', '.join(editor.full for editor in facts.editors)}", class_="editor")
    if facts.version or facts.date:
        add(
            section, "p", f"Version {facts.version or 'of'} {_in_brackets(facts.version, facts.date)}".strip()
        )
    return root


def _in_brackets(version: str, date: str) -> str:
    return f"({date})" if version and date else date


def rights_page(book: Book) -> ChapterWords:
    """The rights in the essay and those in the notes, each by itself; and what was restored."""
    facts = book.edition.settings.facts
    words = ChapterWords.of_file(book, "rights.xhtml", "Rights", facts.notes_language, "frontmatter")
    section = mark(add(words.body, "section"), "copyright-page")
    add(section, "h1", "Rights")
    add(section, "h2", "The essay")
    add(section, "p", facts.rights.essay or "Nothing is said of the rights in the essay.")
    _add_address(section, "First published at ", facts.original)
    add(section, "h2", "The notes")
    add(section, "p", facts.rights.notes or "Nothing is said of the rights in the notes.")
    _add_address(section, "The license: ", facts.rights.notes_url)
    if book.address:
        add(section, "h2", "This edition")
        _add_address(section, "As a website, with all that a book cannot hold: ", book.address)
    _add_restorations(words, section)
    return words


def _add_address(section: etree._Element, opening: str, address: str) -> None:
    if address.startswith(("http://", "https://")):
        add(add(section, "p", opening), "a", address, href=as_uri(address))


def _add_restorations(words: ChapterWords, section: etree._Element) -> None:
    edition = words.book.edition
    if not edition.emendations:
        return
    add(section, "h2", "Restorations")
    listed = add(section, "ul")
    passages = {passage.id: passage for passage in edition.passages}
    for emendation in edition.emendations:
        item = add(listed, "li")
        passage = passages.get(emendation.paragraph)
        if passage is not None:
            name = f"Paragraph {passage.number}" if passage.number else passage.label
            words.link(item, name, passage.page.path, passage.id).tail = ": "
        said = f"“{emendation.received}” is read as “{emendation.read}”: {emendation.why}."
        add(item, "span", said)
