"""The skeleton of a note: its mark after the words, its definition under their paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reading_edition.cli.scaffold.edits import Edit, RefusedError, insertion
from reading_edition.cli.scaffold.locations import Where, find_passage, mark_after
from reading_edition.cli.scaffold.references import citations
from reading_edition.cli.scaffold.spans import after_passage, note_stretch
from reading_edition.model.edition import Edition, Passage
from reading_edition.model.placeholders import SOURCE, placeholder


@dataclass(frozen=True)
class NewNote:
    """A note to be written. ``kind`` is the word with which it opens; no ``text`` is a placeholder."""

    name: str
    kind: str
    paragraph: str
    words: str
    text: str = ""
    sources: Sequence[str] = ()


def write_note(edition: Edition, note: NewNote) -> list[Edit]:
    """The edits that write a note. Raises :class:`RefusedError`."""
    kind = edition.settings.note_kind(note.kind)
    if kind is None:
        raise RefusedError(f"'{note.kind}' is no kind of note")
    where = find_passage(edition, note.paragraph)
    mark = mark_after(where, note.words, f"[^{note.name}]")
    limit = edition.settings.note_words
    text = note.text or placeholder(f"the note, in {limit} words at the most")
    sources = citations(edition, note.sources, where.page.path) or (SOURCE if kind.sources else "")
    definition = f"[^{note.name}]: **{kind.label}.** {text} {sources}".rstrip()
    offset = _offset_of_definition(edition, where, mark.start)
    return [mark, insertion(where.page.path, offset, f"\n\n{definition}")]


def _offset_of_definition(edition: Edition, where: Where, mark: int) -> int:
    """Where a definition belongs: under the paragraph, after those of the notes whose marks come before."""
    source = where.page.source
    passage = where.item
    assert isinstance(passage, Passage)
    together = [each.id for each in edition.passages if each.paragraph == passage.paragraph]
    definitions = {named.name: named.location for named in reversed(source.footnote_definitions)}
    before = [
        note
        for note in edition.notes
        if note.passage is not None and note.passage.id in together and note.name in definitions
    ]
    before = [note for note in before if _first_mark(where, note.name) < mark]
    if not before:
        return after_passage(source, together)
    return note_stretch(source, definitions[before[-1].name]).end


def _first_mark(where: Where, name: str) -> int:
    return where.page.source.text.find(f"[^{name}]")
