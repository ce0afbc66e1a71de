"""The essay and the edition as items of CSL: one place from which every citation of them is made."""

from __future__ import annotations

from typing import Any

from .dates import is_date, read_date
from .model import Edition

Item = dict[str, Any]


def edition_title(edition: Edition) -> str:
    """The title of the edition, which is the essay's where the settings give no other."""
    return edition.settings.facts.edition_title or edition.title


def essay_item(edition: Edition) -> Item:
    """The essay, as the settings describe it, with its first address."""
    facts = edition.settings.facts
    item: Item = {"id": "essay", "type": "document", "title": edition.title, **facts.essay}
    return said({**item, "URL": facts.original})


def edition_item(edition: Edition) -> Item:
    """The edition as a book: the essay's authors, its own editors, version and date."""
    facts = edition.settings.facts
    return said(
        {
            "id": "edition",
            "type": "book",
            "title": edition_title(edition),
            "author": facts.essay.get("author"),
            "editor": [name.csl for name in facts.editors],
            "edition": f"version {facts.version}" if facts.version else "",
            "issued": facts.date,
            "language": facts.notes_language,
            "URL": edition.address,
        }
    )


def said(item: Item) -> Item:
    """An item without what nobody said."""
    return {name: value for name, value in item.items() if value not in ("", [], None)}


def first_day(text: object) -> str:
    """The beginning of a date in EDTF, in ISO 8601 and as exact as it was given; nothing for another text."""
    return read_date(str(text)).ends[0].iso if is_date(str(text)) else ""
