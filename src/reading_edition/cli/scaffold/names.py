"""Names that are new in the whole edition: ids of entries and sources, names of notes."""

from reading_edition.cli.scaffold.edits import RefusedError
from reading_edition.model.edition import Edition
from reading_edition.model.names import ID_RULE, is_id, proposed_id

_LONGEST = 24
_SMALL = frozenset("a an and as at by for from in is of on or our that the this to upon was with".split())


def short_name(words: str) -> str:
    """A short name made of the main words; empty if they have no Latin letter."""
    parts = proposed_id(words).split("-")
    main = [part for part in parts if part not in _SMALL]
    parts = main if main and is_id(main[0]) else parts
    while len(parts) > 1 and len("-".join(parts)) > _LONGEST:
        parts.pop()
    return "-".join(parts)[:_LONGEST]


def taken_names(edition: Edition) -> dict[str, str]:
    """The names that are in use, and what uses each."""
    names = {entry.id: f"'{entry.title}' in {entry.page.file}" for entry in edition.entries}
    names |= {note.name: f"a note in {note.page.file}" for note in edition.notes}
    return names | {passage.id: f"a paragraph of {passage.page.file}" for passage in edition.passages}


def free_name(edition: Edition, name: str) -> str:
    """A name like this one that is not in use."""
    taken, number, free = taken_names(edition), 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def check_name(edition: Edition, name: str) -> None:
    """Raises :class:`RefusedError`, with a proposal, for a name that cannot be used or is in use."""
    if not is_id(name):
        proposal = proposed_id(name)
        hint = f"for example '{free_name(edition, proposal)}'; " if proposal else ""
        raise RefusedError(f"'{name}' cannot be an id ({hint}{ID_RULE})")
    if user := taken_names(edition).get(name):
        raise RefusedError(f"'{name}' is the id of {user} already ('{free_name(edition, name)}' is free)")
