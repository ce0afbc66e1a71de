"""Check notes: each has a kind, is one short paragraph, and is right under its paragraph; check themes as well."""

from collections.abc import Iterator
from functools import partial

from link_checks.problem import Problem
from link_checks.suggestions import closest
from reading_edition.checks.citations import check_sources_of
from reading_edition.checks.locations import location_of_block
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Note, Page
from reading_edition.model.names import passage_name
from reading_edition.model.problems import problem
from reading_edition.model.runs import NOTE_REFERENCE, walk, words_of


def check_notes(edition: Edition) -> Iterator[Problem]:
    for page in edition.pages:
        yield from _check_nesting(edition, page)
    for note in edition.notes:
        for check in (_check_kind, _check_length, _check_paragraphs, _check_position):
            yield from check(edition, note)
        yield from check_themes(edition, note)


def _check_nesting(edition: Edition, page: Page) -> Iterator[Problem]:
    """Report notes on notes. A note to which only other notes refer is not among the notes of the page."""
    notes = edition.notes_on(page)
    written = {named.name: named.location for named in page.source.footnote_references}
    runs = walk(run for note in notes for run in note.paragraphs)
    nested = {run.text for run in runs if run.kind == NOTE_REFERENCE}
    nested |= {name for name in written if f"fn:{name}" in page.ids} - {note.name for note in notes}
    for name in nested:
        yield problem(edition, page, "nested-note", location=written.get(name), name=name)


def _check_kind(edition: Edition, note: Note) -> Iterator[Problem]:
    labels = [kind.label for kind in edition.settings.notes]
    if kind := edition.note_kind(note):
        name = f"note '{note.name}' of kind {kind.label}"
        yield from check_sources_of(edition, note, name, "cite it here: ", kind.sources)
    elif labels and (note.opening or not edition.settings.notes_without_kind):  # only if there are kinds to suggest
        meant, kinds = closest(note.opening.rstrip("."), labels), ", ".join(f"**{label}.**" for label in labels)
        guess, written = f"**{meant}.**" if meant else "", f"**{note.opening}**"
        yield problem(edition, note, "note-kind", guess=guess, kinds=kinds, written=written)


def _check_length(edition: Edition, note: Note) -> Iterator[Problem]:
    """Report a note with too many words, its kind included; citations and dashes do not count."""
    limit = edition.settings.note_words
    citations = [words_of([each.run]) for each in edition.references_from(note) if each.is_citation]
    opening = note.opening if note.kind else ""  # the paragraph still contains an unknown kind
    count = _count(f"{opening} {note.words}") - _count(" ".join(citations))
    if count > limit:
        yield problem(edition, note, "note-length", count=count, limit=limit)


def _count(words: str) -> int:
    return sum(any(map(str.isalnum, word)) for word in words.split())


def _check_paragraphs(edition: Edition, note: Note) -> Iterator[Problem]:
    """Report a note of more than one paragraph, for which the margin has no room."""
    opening = note.paragraphs[:1] if note.kind else ()
    rest = [run for run in note.paragraphs[len(opening) :] if words_of([run])]
    if len(blocks := [*opening, *rest]) > 1:
        location = location_of_block(note.page.source, blocks[1], after=note.location)
        yield problem(edition, note, "note-paragraphs", location=location, count=len(blocks))


def _check_position(edition: Edition, note: Note) -> Iterator[Problem]:
    """Report a note that is not right under its paragraph, where anyone who edits the one sees the other."""
    if note.passage is None or note.location is None or note.passage.kind == "n":
        return  # a note on one of the author's notes may be under any paragraph
    ids = [named.name for named in note.page.source.ids if named.location < note.location]
    part = edition.part_of(note.page)
    passages = {passage.id: passage for passage in (part.passages if part else ()) if passage.kind}
    above = [passages[name] for name in ids if name in passages]
    if above and above[-1].paragraph != note.passage.paragraph:
        here, there = (passage_name(edition, each.id) for each in (above[-1], note.passage))
        yield problem(edition, note, "note-place", here=here, there=there)


def check_themes(edition: Edition, item: Entry | Note) -> Iterator[Problem]:
    """Yield the problems with the themes of an event or note: none, an unknown one, or a repeated one."""
    themes = edition.settings.themes
    kind, name = ("note", item.name) if isinstance(item, Note) else ("event", item.id)
    report = partial(problem, edition, item, kind=kind, name=name)
    key = ("theme/note" if kind == "note" else "theme") if themes else "theme/unlisted"
    if kind == "event" and not item.themes:
        yield report(key, what="no theme", themes=", ".join(themes))
    for theme in dict.fromkeys(item.themes):
        if (word := theme.rstrip(",;")) in themes and word != theme:
            yield report("theme/comma", theme=word)
        elif theme not in themes:
            what, guess = f"an unknown theme '{theme}'", closest(theme, themes)
            yield report(key, guess=guess, what=what, themes=", ".join(themes))
        elif item.themes.count(theme) > 1:
            yield report("theme/twice", theme=theme)
