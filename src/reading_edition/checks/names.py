"""Check the ids of entries and the names of notes: each is valid, and unique in the edition."""

from collections.abc import Iterator, Sequence

from link_checks.invisible_characters import invisible_in
from link_checks.problem import Problem
from reading_edition.model.edition import Edition
from reading_edition.model.items import TOOLTIP_PREFIX, Entry, Note, Passage
from reading_edition.model.names import ID_RULE, is_id, proposed_id
from reading_edition.model.problems import file_of, problem

Named = Sequence[tuple[str, Passage | Note | Entry]]


def check_names(edition: Edition) -> Iterator[Problem]:
    """Report invalid and duplicate names. Names are unique across pages, because print and book join all pages."""
    notes = [(note.name, note) for note in edition.notes]
    entries = [(entry.id, entry) for entry in edition.entries]
    passages = [(passage.id, passage) for passage in edition.passages]
    yield from _check_form(edition, "note-name", notes, passages)
    yield from _check_form(edition, "entry-id", entries, passages)
    yield from _check_unique(edition, "duplicate-note", notes)
    yield from _check_unique(edition, "duplicate-id", [*passages, *entries])


def _check_form(edition: Edition, code: str, named: Named, passages: Named) -> Iterator[Problem]:
    taken = {name for name, _ in [*named, *passages]}
    for name, item in named:
        if not is_id(name):
            invisible, guess = invisible_in(name), proposed_id(name)
            why = f": it contains {invisible}" if invisible else ""
            guess = guess if is_id(guess) and guess not in taken else ""
            key = f"{code}/digit" if code == "note-name" and name[0].isdigit() else code
            yield problem(edition, item, key, guess=guess, name=name, why=why, rule=ID_RULE, reserved=TOOLTIP_PREFIX)


def _check_unique(edition: Edition, code: str, named: Named) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for name, item in named:
        here = f"{file_of(edition, item)}:{item.location.line if item.location else 0}"
        other = first.setdefault(name, here)
        if other != here and not isinstance(item, Passage):
            yield problem(edition, item, code, name=name, other=other)
