"""What comes before the essay: the title page, and whose the words are."""

from __future__ import annotations

from lxml import etree

from reading_edition.export.epub.addresses import outside_address
from reading_edition.export.epub.book import Book
from reading_edition.export.epub.words import ChapterWords
from reading_edition.export.epub.xhtml import document, mark, set_language
from reading_edition.export.xml import add


def title_page(book: Book) -> etree._Element:
    """The title page."""
    edition, translate = book.edition, book.translate
    facts = edition.settings.facts
    root, body = document(edition.title, facts.notes_language, "frontmatter")
    section = mark(add(body, "section", class_="title-page"), "titlepage")
    title = add(section, "h1", edition.title)
    set_language(title, facts.language)
    if facts.authors:
        add(section, "p", ", ".join(author.full for author in facts.authors), class_="author")
    add(section, "p", translate("An annotated edition"))
    if facts.editors:
        add(
            section,
            "p",
            translate("Edited by {names}", names=", ".join(editor.full for editor in facts.editors)),
        )
    if facts.version or facts.date:
        date = f"({facts.date})" if facts.version and facts.date else facts.date
        add(section, "p", " ".join(filter(None, [translate("Edition"), facts.version, date])))
    return root


def rights_page(book: Book) -> ChapterWords:
    """The rights in the essay and those in the notes, each by itself; and what was restored."""
    facts, translate = book.edition.settings.facts, book.translate
    words = ChapterWords.of_file(
        book, "rights.xhtml", translate("Rights"), facts.notes_language, "frontmatter"
    )
    section = mark(add(words.body, "section"), "copyright-page")
    add(section, "h1", translate("Rights"))
    add(section, "h2", translate("The essay"))
    add(section, "p", facts.rights.essay or translate("Nothing is said of the rights in the essay."))
    _add_address(section, translate("First published"), facts.original)
    add(section, "h2", translate("The notes"))
    add(section, "p", facts.rights.notes or translate("Nothing is said of the rights in the notes."))
    _add_address(section, translate("License"), facts.rights.notes_url)
    if book.address:
        add(section, "h2", translate("Edition"))
        _add_address(section, translate("As a website"), book.address)
    if book.edition.emendations:
        add(section, "h2", translate("Restorations"))
        _add_restorations(words, section)
    return words


def _add_address(section: etree._Element, what: str, address: str) -> None:
    if href := outside_address(address):
        add(add(section, "p", f"{what}: "), "a", address, href=href)


def _add_restorations(words: ChapterWords, section: etree._Element) -> None:
    translate = words.book.translate
    table = add(section, "table")
    head = add(table, "tr")
    for title in (translate("Paragraph"), translate("As received"), translate("As read"), translate("Why")):
        add(head, "th", title, scope="col")
    passages = {passage.id: passage for passage in words.book.edition.passages}
    for emendation in words.book.edition.emendations:
        row = add(table, "tr")
        where = add(row, "td")
        passage = passages.get(emendation.paragraph)
        if passage is not None:
            words.link(where, passage.number or passage.label, passage.page.path, passage.id)
        for said in (emendation.received, emendation.read, emendation.why):
            add(row, "td", said)
