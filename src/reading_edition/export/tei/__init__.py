"""The edition in TEI P5: the text with its restorations and notes, and all entries, linked to each other.

See https://tei-c.org/guidelines/p5/. Paragraphs, entries and sources keep their ids (``p5``); the ids of
notes and of the document's own divisions contain a dot, which keeps them apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from reading_edition.export.entries import shown_blocks
from reading_edition.export.passages import passage_groups
from reading_edition.export.tei.dates import date_attributes, dated
from reading_edition.export.tei.words import TeiWriter, kind_id, xml_lang
from reading_edition.export.xml import clean, templates, xml_name
from reading_edition.model.about import Name
from reading_edition.model.addresses import address_of
from reading_edition.model.dates import is_date, read_date
from reading_edition.model.edition import TERM_TYPES, Edition, Entry

PATH = "data/edition.tei.xml"
_CONTAINERS = ("container-title", "collection-title", "event-title")


def tei(edition: Edition) -> bytes:
    """The document, in UTF-8."""
    settings = edition.settings
    passages = [each for part in edition.parts for group in passage_groups(part) for each in group]
    written = (
        _templates()
        .get_template("edition.xml")
        .render(
            edition=edition,
            facts=settings.facts,
            translate=settings.translate,
            tei=TeiWriter(edition, PATH),
            essay=_essay_item(edition),
            front=[each for each in passages if not each.passage.is_numbered],
            terms=_terms_by_type(edition),
            kinds={kind_id(kind.id): kind.label for kind in settings.notes},
            themes={theme_id(theme): name for theme, name in settings.themes.items()},
            address=address_of(edition, PATH, origin=PATH) if edition.address else "",
            received=address_of(edition, settings.received, origin=PATH),
        )
    )
    return f"{clean(written)}\n".encode()


def _essay_item(edition: Edition) -> dict[str, Any]:
    facts = edition.settings.facts
    original = {"URL": facts.original} if facts.original else {}
    return {"type": "document", "title": edition.title, **facts.essay, **original}


def _terms_by_type(edition: Edition) -> dict[str, list[Entry]]:
    """The terms that name an organization or a place, and under an empty type all others."""
    terms: dict[str, list[Entry]] = {}
    for entry in edition.of_kind("term"):
        kind = entry.data.get("type", "")
        terms.setdefault(kind if kind in TERM_TYPES else "", []).append(entry)
    return terms


@cache
def _templates() -> Environment:
    helpers = (
        container_of, date_attributes, date_words, dated, passage_groups, people_of, shown_blocks,
        theme_id, wikidata, xml_lang,
    )  # fmt: skip
    return templates(Path(__file__).with_name("templates"), helpers)


def theme_id(theme: object) -> str:
    """The xml:id of a theme of events."""
    return f"theme.{xml_name(str(theme))}"


def wikidata(entry: Entry) -> str:
    """The address of an entry's Wikidata item; empty if it has none."""
    item = entry.data.get("wikidata", "")
    return f"http://www.wikidata.org/entity/{item}" if item.isalnum() else ""


def container_of(csl: Mapping[str, Any]) -> str:
    """The title of what contains a work; empty for an independent work."""
    return next((str(csl[name]) for name in _CONTAINERS if csl.get(name)), "")


def people_of(csl: Mapping[str, Any], role: str) -> list[Name]:
    """The people and organizations of a work in a role, such as ``author``."""
    people = (name for name in csl.get(role) or () if isinstance(name, Mapping))
    return [Name(*(str(name.get(part, "")) for part in ("family", "given", "literal"))) for name in people]


def date_words(text: str) -> str:
    """A date in EDTF as it is read; another text becomes ``no date``."""
    return read_date(text).words if is_date(text) else "no date"
