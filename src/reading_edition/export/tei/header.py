"""The header of the TEI document: what it is, whose it is, where it comes from, how it was made."""

from __future__ import annotations

from lxml import etree

from reading_edition.export.tei.sources import add_dated, add_name, bibl_struct
from reading_edition.export.tei.words import kind_id
from reading_edition.export.xml import add, xml_name
from reading_edition.model.addresses import address_of
from reading_edition.model.edition import Edition


def add_header(root: etree._Element, edition: Edition, path: str) -> None:
    """Adds the ``teiHeader``. ``path`` is the document's own in the site."""
    facts = edition.settings.facts
    header = add(root, "teiHeader", xml_lang=facts.notes_language)
    file = add(header, "fileDesc")
    _add_title(file, edition)
    if facts.version or facts.date:
        statement = add(add(file, "editionStmt"), "edition", f"{facts.version} ", n=facts.version)
        if facts.date:
            add_dated(statement, "date", facts.date, facts.date)
    _add_publication(file, edition, path)
    _add_source(file, edition, path)
    _add_encoding(header, edition)
    _add_profile(header, edition)


def _add_title(file: etree._Element, edition: Edition) -> None:
    facts = edition.settings.facts
    statement = add(file, "titleStmt")
    add(statement, "title", edition.title, xml_lang=facts.language)
    for author in facts.authors:
        add_name(add(statement, "author"), author)
    for editor in facts.editors:
        add_name(add(statement, "editor"), editor)


def _add_publication(file: etree._Element, edition: Edition, path: str) -> None:
    facts = edition.settings.facts
    publication = add(file, "publicationStmt")
    editors = "; ".join(editor.full for editor in facts.editors)
    add(publication, "authority", editors or edition.settings.translate("The contributors to the edition"))
    if facts.date:
        add_dated(publication, "date", facts.date, facts.date)
    if edition.address:
        add(publication, "idno", address_of(edition, path, origin=path), type="URI")
    _add_rights(publication, edition)


def _add_rights(publication: etree._Element, edition: Edition) -> None:
    """The rights in the essay and those in the notes, each by itself."""
    facts, translate = edition.settings.facts, edition.settings.translate
    essay = add(publication, "availability", status="restricted", n="essay")
    add(essay, "p", facts.rights.essay or translate("Nothing is said of the rights in the essay."))
    status = "free" if facts.rights.notes_url else "unknown"
    notes = add(publication, "availability", status=status, n="notes")
    add(notes, "licence", facts.rights.notes or translate("Nothing is said of the rights in the notes."),
        target=facts.rights.notes_url)  # fmt: skip


def _add_source(file: etree._Element, edition: Edition, path: str) -> None:
    facts = edition.settings.facts
    description = add(file, "sourceDesc")
    essay = {"type": "document", "title": edition.title, **facts.essay}
    if facts.original:
        essay["URL"] = facts.original
    written = bibl_struct(description, essay)
    received = address_of(edition, edition.settings.received, origin=path)
    add(
        add(written, "note"),
        "ref",
        edition.settings.translate("The text as received, unchanged"),
        target=received,
    )


def _add_encoding(header: etree._Element, edition: Edition) -> None:
    translate = edition.settings.translate
    encoding = add(header, "encodingDesc")
    declaration = add(encoding, "editorialDecl")
    correction = add(declaration, "correction", method="markup")
    if edition.emendations:
        for emendation in edition.emendations:
            readings = {"received": emendation.received, "read": emendation.read, "why": emendation.why}
            words = translate("“{received}” is read as “{read}”: {why}.", **readings)
            paragraph = add(correction, "p")
            if any(passage.id == emendation.paragraph for passage in edition.passages):
                reference = add(paragraph, "ref", emendation.paragraph, target=f"#{emendation.paragraph}")
                reference.tail = f": {words}"
            else:
                paragraph.text = words
    else:
        add(correction, "p", translate("The received text was not changed."))
    kinds = [(kind_id(kind.id), kind.label) for kind in edition.settings.notes]
    themes = [(theme_id(theme), str(name)) for theme, name in edition.settings.themes.items()]
    if kinds or themes:
        declared = add(encoding, "classDecl")
        for name, categories in (("kinds.of.notes", kinds), ("themes", themes)):
            if categories:
                taxonomy = add(declared, "taxonomy", xml_id=name)
                for identifier, label in categories:
                    add(add(taxonomy, "category", xml_id=identifier), "catDesc", label)


def theme_id(theme: object) -> str:
    """The xml:id of a theme of events."""
    return f"theme.{xml_name(str(theme))}"


def _add_profile(header: etree._Element, edition: Edition) -> None:
    facts = edition.settings.facts
    profile = add(header, "profileDesc")
    if facts.written:
        add_dated(add(profile, "creation"), "date", facts.written, facts.written)
    languages = add(profile, "langUsage")
    for tag in dict.fromkeys((facts.language, facts.notes_language)):
        add(languages, "language", tag, ident=tag)
