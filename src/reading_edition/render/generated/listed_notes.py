"""Notes listed apart from the essay, each with the words of the essay on which it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement
from markupsafe import Markup

from reading_edition.model.edition import Edition, Note, Page
from reading_edition.model.names import owner_name
from reading_edition.model.runs import plain
from reading_edition.render.markup import linked, plain_html, relative_url, without_kind
from reading_edition.render.words import texts_before

_WORDS = 30  # of the sentence before the mark, at the most
_SENTENCE_END = re.compile(r"[.?!][”’)]*\s")


@dataclass(frozen=True)
class ListedNote:
    """A note as it stands in a list: the essay's words, the note's, and where it is at home."""

    note: Note
    label: str
    where: str
    address: str
    said: str
    words: Markup


def listed_notes(edition: Edition, page: Page, name: str) -> list[ListedNote]:
    """The notes that a made list gathers, of those in the essay, in reading order, as seen from a page."""
    kinds = edition.settings.listed_in(name)
    labels = {kind.id: kind.label for kind in edition.settings.notes}
    return [
        ListedNote(
            note=note,
            label=labels[note.kind],
            where=owner_name(note.passage, edition.settings.translate),
            address=relative_url(page.url, note.page.url, note.passage.id),
            said=words_before(note.marks[0]),
            words=linked(without_kind(plain_html(note.element)), note.page.url).at(page.url),
        )
        for note in edition.notes
        if note.kind in kinds and note.passage is not None
    ]


def words_before(mark: HtmlElement) -> str:
    """The words of the sentence on which a note's mark stands, up to the mark."""
    text = plain("".join(texts_before(mark)))
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    words = text[ends[-1] if ends else 0 :].split()
    return f"… {' '.join(words[-_WORDS:])}" if len(words) > _WORDS else " ".join(words)
