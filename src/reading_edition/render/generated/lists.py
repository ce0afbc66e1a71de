"""Generates lists of notes, each with the words that it annotates."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from reading_edition.model.edition import Edition
from reading_edition.model.items import Note, Page
from reading_edition.render.filters import counted
from reading_edition.render.templating import render_generated

ALL_NOTES = "notes"  # the list of the notes of all kinds
_MANY = 12  # a list of more notes gets filters
Choice = tuple[str, str, Sequence[tuple[str, str]]]  # the name of a filter, the label for all, and values with labels


def listed_notes(name: str, edition: Edition, page: Page) -> HtmlElement:
    """Return the list of the notes whose kinds the settings assign to it, or of all notes, in reading order."""
    kinds = [*edition.settings.note_kinds, ""] if name == ALL_NOTES else edition.settings.listed_in(name)
    notes = [note for note in edition.notes if note.kind in kinds and note.passage]
    choices = list(_choices(notes, edition)) if len(notes) > _MANY else []
    values = {"name": name.removesuffix("-notes"), "notes": notes, "choices": choices}
    return render_generated("listed-notes.html", edition, page, **values)


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
