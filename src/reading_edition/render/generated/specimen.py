"""Generates a specimen: a sentence of the text with its note and the tooltip of its first link, both open."""

from lxml.html import HtmlElement

from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Page
from reading_edition.model.runs import LINK, cut, walk
from reading_edition.render.templating import render_element


def specimens(edition: Edition) -> list[str]:
    """Return the names of the notes that can be shown."""
    return [note.name for note in edition.notes if note.passage]


def specimen(name: str, edition: Edition, page: Page) -> HtmlElement:
    """Return the sentence that the note with a name annotates, with the note."""
    note = edition.note(name)
    assert note is not None and note.passage is not None  # noqa: PT018 (it is one of specimens())
    flat = note.passage.flat
    sentence = cut(note.passage.runs, flat.span_of_note(name))
    targets = [edition.target_of(run) for run in walk(sentence) if run.kind == LINK]
    entry = next((target for target in targets if isinstance(target, Entry) and target.summary), None)
    return render_element("specimen.html", edition=edition, page=page, sentence=sentence, note=note, entry=entry)
