"""Generates lists of notes, each with the words that it annotates, of emendations, and of the latest changes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from lxml.html import HtmlElement

from reading_edition.model.addresses import relative_url
from reading_edition.model.dates import read_date
from reading_edition.model.edition import Edition
from reading_edition.model.items import Note, Page, Passage
from reading_edition.model.later import is_later
from reading_edition.model.names import owner_name
from reading_edition.model.settings import LISTS
from reading_edition.render.filters import counted
from reading_edition.render.html import html_of
from reading_edition.render.templating import Values, render_element

ALL_NOTES = "notes"  # the list of the notes of all kinds
_WORDS = 30  # words of the essay that a list quotes for a note, at most
_MANY = 12  # a list of more notes gets filters
Choice = tuple[str, str, Sequence[tuple[str, str]]]  # the name of a filter, the label for all, and values with labels


def has_listed_notes(page: Page) -> bool:
    """Return whether a page has a list of notes, each of which can be cited."""
    return any(f"<!-- edition: {name} -->" in page.source.text for name in (*LISTS, ALL_NOTES))


def listed_notes(name: str, edition: Edition, page: Page) -> HtmlElement:
    """Return the list of the notes whose kinds the settings assign to it, or of all notes, in reading order."""
    kinds = [*edition.settings.note_kinds, ""] if name == ALL_NOTES else edition.settings.listed_in(name)
    listed = [note for note in edition.notes if note.kind in kinds and note.passage]
    items = [_values(note, note.passage, edition, page) for note in listed if note.passage]
    choices = list(_choices(listed, edition)) if len(listed) > _MANY else []
    translate = edition.settings.translate
    name = name.removesuffix("-notes")
    return render_element("listed-notes.html", name=name, choices=choices, items=items, translate=translate)


def _choices(notes: Sequence[Note], edition: Edition) -> Iterator[Choice]:
    """Yield the filters by kind, by core notes, and by theme, each only if the notes differ in it."""
    translate = edition.settings.translate
    if len(kinds := Counter(note.kind for note in notes)) > 1:
        labels = {kind.id: kind.label for kind in edition.settings.notes}
        yield "kind", translate("all notes"), counted(labels, kinds)
    if len(levels := Counter("core" if note.is_core else "" for note in notes)) > 1:
        yield "level", translate("all notes"), counted({"core": translate("core notes")}, levels)
    if len(themes := Counter(theme for note in notes for theme in note.themes)) > 1:
        yield "theme", translate("all themes"), counted(edition.settings.themes, themes)


def _values(note: Note, passage: Passage, edition: Edition, page: Page) -> Values:
    """Return the values of a note for the template. ``location`` is the name of its passage for readers."""
    words = passage.flat.words(passage.flat.span_of_note(note.name)).split()
    translate = edition.settings.translate
    return {
        "note": note,
        "id": f"note:{note.name}",
        "is_later": is_later(note),
        "name": owner_name(note, translate),
        "label": edition.label_of(note) or translate("Note"),
        "location": owner_name(passage, translate),
        "address": relative_url(page.url, note.page.url, passage.id),
        "note_address": relative_url(page.url, note.page.url, note.id),
        "quotation": f"… {' '.join(words[-_WORDS:])}" if len(words) > _WORDS else " ".join(words),
        "words": html_of(note.paragraphs[0].runs if note.paragraphs else (), page.url, edition),
    }


def emendations(edition: Edition, page: Page) -> HtmlElement:
    """Return the table of emendations: the passage of each, the received and the corrected words, and the reason."""
    passages = {passage.id: passage for passage in edition.passages}
    rows = [
        (emendation, passage.number or passage.id, relative_url(page.url, passage.page.url, passage.id))
        for emendation in edition.emendations
        if (passage := passages.get(emendation.paragraph)) is not None
    ]
    return render_element("emendations.html", rows=rows, translate=edition.settings.translate)


def latest_changes(edition: Edition, page: Page) -> HtmlElement:
    """Return the list of the commits that changed notes and entries, newest first, with links to these."""
    return render_element(
        "latest-changes.html",
        changes=edition.latest_changes(),
        address=lambda item: relative_url(page.url, item.page.url, item.id),
        date=lambda day: read_date(day, edition.settings.translate),
        translate=edition.settings.translate,
        name=partial(owner_name, translate=edition.settings.translate),
    )
