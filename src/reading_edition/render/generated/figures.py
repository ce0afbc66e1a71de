"""Generates figures for a sentence on any page, such as the number of notes, entries or minutes of reading."""

from collections.abc import Mapping

import lxml.html
from lxml.html import HtmlElement

from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.items import Page

# Words of nonfiction that an adult reads silently in a minute: Brysbaert, "How many words do we read per minute?",
# Journal of Memory and Language 109 (2019).
_WORDS_A_MINUTE = 238


def figures(edition: Edition) -> Mapping[str, int]:
    """Return the figures by name: one for each kind of note and entry, and those of the whole edition."""
    kinds = [note.kind for note in edition.notes]
    words = sum(len(passage.words.split()) for passage in edition.passages)
    return {
        **{kind: kinds.count(kind) for kind in edition.settings.note_kinds},
        **{kind: len(edition.of_kind(kind)) for kind in ENTRY_KINDS},
        "notes": len(edition.notes),
        "core": sum(note.is_core for note in edition.notes),
        "paragraphs": sum(passage.is_paragraph for passage in edition.passages),
        "minutes": max(1, round(words / _WORDS_A_MINUTE)),
    }


def figure(name: str, edition: Edition, _page: Page) -> HtmlElement:
    element: HtmlElement = lxml.html.Element("span", {"class": "figure"})
    element.text = str(figures(edition)[name])
    return element
