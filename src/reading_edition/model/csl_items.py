"""The essay, the edition and its parts as CSL items, from which all their citations are formatted."""

from collections.abc import Mapping
from typing import Any

from reading_edition.model.about import Name
from reading_edition.model.dates import date_of
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Note, Source
from reading_edition.model.names import owner_name

Item = dict[str, Any]


def edition_title(edition: Edition) -> str:
    """Return the title of the edition, by default the essay's."""
    return edition.settings.facts.edition_title or edition.title


def essay_item(edition: Edition) -> Item:
    """Return the essay as the settings describe it, with the URL of its original publication."""
    facts = edition.settings.facts
    item: Item = {"id": "essay", "type": "document", "title": edition.title, **facts.essay}
    return without_empty({**item, "author": [name.csl for name in facts.authors], "URL": facts.original})


def edition_item(edition: Edition) -> Item:
    """Return the edition as a book with the essay's authors, and its own editors, version and date."""
    facts = edition.settings.facts
    item = {
        "id": "edition",
        "type": "book",
        "title": edition_title(edition),
        "author": [name.csl for name in facts.authors],
        "editor": [name.csl for name in facts.editors],
        "edition": edition.settings.translate("version {version}", version=facts.version) if facts.version else "",
        "issued": facts.date,
        "language": facts.notes_language,
        "URL": edition.address,
    }
    return without_empty(item)


def _part_item(edition: Edition, name: str, title: str, part: Note | Entry) -> Item:
    """Return a note or an entry as a chapter of the edition, written by the editors."""
    whole = edition_item(edition)
    item = {
        "id": name,
        "type": "chapter",
        "title": title,
        "author": whole.get("editor"),
        "container-title": whole.get("title"),
        "container-author": whole.get("author"),
        **{field: whole.get(field) for field in ("edition", "issued", "language")},
        "URL": f"{edition.address}{part.page.url}#{part.id}" if edition.address else "",
    }
    return without_empty(item)


def cited_works(edition: Edition) -> list[Item]:
    """Return the edition and the essay, with citation keys that are unlikely to occur in another bibliography."""
    return [{**item, "id": _key(item)} for item in (edition_item(edition), essay_item(edition))]


def _key(item: Item) -> str:
    """Return a citation key: the first author's family name in lower-case ASCII letters, and the id of the item."""
    family = next((str(name.get("family", "")) for name in item.get("author", ())), "")
    letters = "".join(letter for letter in family.lower() if letter.isascii() and letter.isalpha())
    return "-".join(filter(None, [letters, item["id"]]))


def cited_parts(edition: Edition) -> list[Item]:
    """Return the first note and the first term, if any, as examples of how to cite a part of the edition."""
    translate = edition.settings.translate
    notes = [_part_item(edition, "note", owner_name(note, translate), note) for note in edition.notes[:1]]
    return [*notes, *(_part_item(edition, "entry", term.title, term) for term in edition.of_kind("term")[:1])]


def source_item(source: Source) -> Item:
    """Return the CSL item of a source, with its identifier and remark in the CSL field ``note``."""
    note = " ".join(filter(None, [source.identifier, source.remark]))
    return without_empty({"id": source.id, **source.csl, "note": note})


def people_of(item: Mapping[str, Any], role: str) -> list[Name]:
    """Return the people and organizations that have a role in a work, such as ``author``."""
    people = (name for name in item.get(role) or () if isinstance(name, Mapping))
    return [Name(*(str(name.get(part, "")) for part in ("family", "given", "literal", "suffix"))) for name in people]


def without_empty(item: Item) -> Item:
    return {name: value for name, value in item.items() if value not in ("", [], None)}


def first_day(text: object) -> str:
    """Return the start of an EDTF date in ISO 8601, as precise as given; empty if it has no year, or one before 1."""
    date = date_of(str(text))
    return date.ends[0].datetime if date and date.has_beginning else ""
