"""Generates a specimen: a sentence of the text with its note and the tooltip of its first link, both open."""

from lxml.html import HtmlElement

from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Page
from reading_edition.model.runs import LINK, cut, walk
from reading_edition.render.html import html_of
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
    return render_element(
        "specimen.html",
        sentence=html_of(sentence, page.url, edition),
        entry=entry,
        summary=html_of(entry.summary.runs, page.url, edition) if entry and entry.summary else "",
        note=note,
        label=edition.label_of(note) or edition.settings.translate("Note"),
        words=html_of(note.paragraphs[0].runs if note.paragraphs else (), page.url, edition),
        address=relative_url(page.url, note.page.url, note.id),
        translate=edition.settings.translate,
    )


def note_kinds(edition: Edition, _page: Page) -> HtmlElement:
    """Return the list of the kinds of notes: the sign, label, number of notes, and purpose of each."""
    counts = [note.kind for note in edition.notes]
    kinds = [(kind, counts.count(kind.id)) for kind in edition.settings.notes if kind.id in counts]
    return render_element("note-kinds.html", kinds=kinds)
