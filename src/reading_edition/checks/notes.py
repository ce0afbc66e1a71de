"""The notes: each of a kind, short, in one paragraph, and right under its paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from link_checks.invisible_characters import invisible_in
from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest
from reading_edition.checks.citations import check_sources_of_note
from reading_edition.checks.locations import location_of_block, note_problem
from reading_edition.model.edition import Edition, Note, Page
from reading_edition.model.names import ID_RULE, is_id, passage_name, proposed_id
from reading_edition.model.runs import NOTE_REFERENCE, Run, walk, words_of


def check_notes(edition: Edition) -> Iterator[Problem]:
    """Every problem with the notes of an edition."""
    for page in edition.pages:
        yield from _check_nesting(edition, page)
    if edition.notes and not edition.settings.notes:
        message = "extra.edition.notes lists no kinds of notes, and there are notes"
        hint = "list them there, as context: {label: Context}"
        yield problem_at("mkdocs.yml", None, "note-kinds", message, hint=hint)
    yield from _check_unique_names(edition)
    for note in edition.notes:
        yield from _check_name(note)
        yield from _check_kind(edition, note)
        yield from _check_length(edition, note)
        yield from _check_paragraphs(note)
        yield from _check_position(note)


def _check_nesting(edition: Edition, page: Page) -> Iterator[Problem]:
    """No note has a note; a note that only other notes refer to is none of the page."""
    notes = [note for note in edition.notes if note.page is page]
    written = {named.name: named.location for named in page.source.footnote_references}
    runs = walk(run for note in notes for run in note.paragraphs)
    nested = {run.text for run in runs if run.kind == NOTE_REFERENCE}
    nested |= {name for name in written if f"fn:{name}" in page.ids} - {note.name for note in notes}
    for name in nested:
        message = f"note reference '[^{name}]' is inside a note"
        hint = "put the words of both into one note, or make one an entry and link to it"
        yield problem_at(page.file, written.get(name), "nested-note", message, hint=hint)


def _check_unique_names(edition: Edition) -> Iterator[Problem]:
    first: dict[str, Note] = {}
    for note in edition.notes:
        other = first.setdefault(note.name, note)
        if other is not note:
            line = other.location.line if other.location else 0
            message = f"note name '{note.name}' is already used in {other.page.file}:{line}"
            hint = "choose another name; each is unique in the whole edition"
            yield note_problem(note, "duplicate-note", message, hint)


def _check_name(note: Note) -> Iterator[Problem]:
    if not is_id(note.name):
        message, guess = f"note name '{note.name}' cannot be used", proposed_id(note.name)
        if invisible := invisible_in(note.name):
            message = f"{message}: it contains {invisible}"
        yield note_problem(note, "note-name", message, ID_RULE, guess=guess if is_id(guess) else "")


def _check_kind(edition: Edition, note: Note) -> Iterator[Problem]:
    labels = [kind.label for kind in edition.settings.notes]
    kind = edition.note_kind(note)
    if kind is not None:
        yield from check_sources_of_note(edition, note, kind)
    elif labels:  # without kinds the settings are reported, once
        guess = closest(note.opening.rstrip("."), labels)
        message = f"note '{note.name}' does not begin with its kind"
        hint = f"begin it with one of {', '.join(f'**{label}.**' for label in labels)}"
        yield note_problem(note, "note-kind", message, hint, guess=f"**{guess}.**" if guess else "")


def _check_length(edition: Edition, note: Note) -> Iterator[Problem]:
    """The words of a note, its kind included; citations do not count, nor does a dash."""
    limit = edition.settings.note_words
    citations = {each.run for each in edition.references_from(note) if each.is_citation}
    opening = note.opening if note.kind else ""  # of an unknown kind it is still in the paragraph
    words = f"{opening} {words_of(_without(note.paragraphs, citations))}".split()
    count = sum(any(character.isalnum() for character in word) for word in words)
    if count > limit:
        message = f"note '{note.name}' has {count} words, {limit} at the most"
        hint = "shorten it, or explain a name in an entry; citations do not count"
        yield note_problem(note, "note-length", message, hint)


def _without(runs: Iterable[Run], left_out: set[Run]) -> list[Run]:
    """Some runs without others, wherever these are."""
    return [replace(run, runs=tuple(_without(run.runs, left_out))) for run in runs if run not in left_out]


def _check_paragraphs(note: Note) -> Iterator[Problem]:
    """A note is one paragraph; the margin has no room for more."""
    opening = note.paragraphs[:1] if note.kind else ()
    rest = [run for run in note.paragraphs[len(opening) :] if words_of([run])]
    if len(blocks := [*opening, *rest]) > 1:
        location = location_of_block(note.page.source, blocks[1], after=note.location)
        message = f"note '{note.name}' has {len(blocks)} paragraphs"
        hint = "write it as one paragraph, on one line; what is more may become an entry"
        yield problem_at(note.page.file, location or note.location, "note-paragraphs", message, hint=hint)


def _check_position(note: Note) -> Iterator[Problem]:
    """A note is defined right under its paragraph, so that anyone who edits the one sees the other."""
    if note.passage is None or note.location is None:
        return
    paragraphs = {name.split("-")[0] for name in note.page.ids if name[:1] == "p" and name[1:2].isdigit()}
    above = [
        named.name
        for named in note.page.source.ids
        if named.location < note.location and named.name.split("-")[0] in paragraphs
    ]
    if above and above[-1].split("-")[0] != note.passage.paragraph:
        here, there = passage_name(above[-1]), passage_name(note.passage.id)
        message = f"note '{note.name}' is defined under {here}, but its reference is in {there}"
        yield note_problem(note, "note-place", message, "define a note right under its paragraph")
