"""The ids of entries and the names of notes: links can use each, and each is used once in the edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from link_checks.invisible_characters import invisible_in
from link_checks.problem import Problem
from reading_edition.checks.locations import file_of, problem
from reading_edition.model.edition import TOOLTIP_PREFIX, Edition, Entry, Note, Passage
from reading_edition.model.names import ID_RULE, is_id, proposed_id

Named = Sequence[tuple[str, Passage | Note | Entry]]


def check_names(edition: Edition) -> Iterator[Problem]:
    """Every name that cannot be used, or is used twice: print and book join all pages."""
    notes = [(note.name, note) for note in edition.notes]
    entries = [(entry.id, entry) for entry in edition.entries]
    passages = [(passage.id, passage) for passage in edition.passages]
    yield from _check_form(edition, "note name", "note-name", notes, ID_RULE)
    yield from _check_form(edition, "id", "entry-id", entries, f"{ID_RULE}; '{TOOLTIP_PREFIX}...' is reserved")
    yield from _check_unique(edition, "note name", "duplicate-note", notes)
    yield from _check_unique(edition, "id", "duplicate-id", [*passages, *entries])


def _check_form(edition: Edition, what: str, code: str, named: Named, rule: str) -> Iterator[Problem]:
    taken = {name for name, _ in named} | {passage.id for passage in edition.passages}
    for name, item in named:
        if not is_id(name):
            invisible, guess = invisible_in(name), proposed_id(name)
            message = f"{what} '{name}' cannot be used" + (f": it contains {invisible}" if invisible else "")
            guess = guess if is_id(guess) and guess not in taken else ""
            yield problem(edition, item, code, message, rule, guess=guess)


def _check_unique(edition: Edition, what: str, code: str, named: Named) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for name, item in named:
        here = f"{file_of(edition, item)}:{item.location.line if item.location else 0}"
        other = first.setdefault(name, here)
        if other != here and not isinstance(item, Passage):
            message = f"{what} '{name}' is already used in {other}"
            hint = f"choose another {what.removeprefix('note ')}; each is unique in the whole edition"
            yield problem(edition, item, code, message, hint)
