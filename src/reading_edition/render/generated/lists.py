"""Lists of notes, such as the claims, each with the words that it is about, and the table of restored words."""

from lxml.html import HtmlElement

from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition
from reading_edition.model.items import Note, Page, Passage
from reading_edition.model.names import owner_name
from reading_edition.render.html import html_of
from reading_edition.render.templating import Values, render_element

_WORDS = 30  # of the essay, at most


def listed_notes(name: str, edition: Edition, page: Page) -> HtmlElement:
    """The list of the notes of the essay whose kinds the settings assign to it, in reading order."""
    kinds = edition.settings.listed_in(name)
    listed = [(note, note.passage) for note in edition.notes if note.kind in kinds]
    items = [_values(note, passage, edition, page) for note, passage in listed if passage is not None]
    return render_element("listed-notes.html", name=name.removesuffix("-notes"), items=items)


def _values(note: Note, passage: Passage, edition: Edition, page: Page) -> Values:
    """What the template shows of a note: ``location`` is what readers call its passage."""
    words = passage.flat.words(passage.flat.span_of_note(note.name)).split()
    return {
        "note": note,
        "label": edition.label_of(note),
        "location": owner_name(passage, edition.settings.translate),
        "address": relative_url(page.url, note.page.url, passage.id),
        "quotation": f"… {' '.join(words[-_WORDS:])}" if len(words) > _WORDS else " ".join(words),
        "words": html_of(note.paragraphs[0].runs if note.paragraphs else (), page.url, edition),
    }


def emendations(edition: Edition, page: Page) -> HtmlElement:
    """The table of the emendations: where, as received, as read, and why."""
    passages = {passage.id: passage for passage in edition.passages}
    rows = [
        (emendation, passage.number or passage.id, relative_url(page.url, passage.page.url, passage.id))
        for emendation in edition.emendations
        if (passage := passages.get(emendation.paragraph)) is not None
    ]
    return render_element("emendations.html", rows=rows, translate=edition.settings.translate)
