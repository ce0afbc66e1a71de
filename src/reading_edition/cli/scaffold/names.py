"""Names that are new in the whole edition: ids of entries and sources, names of notes."""

from reading_edition.cli.scaffold.edits import RefusedError
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Item, Passage
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


def named_items(edition: Edition) -> dict[str, Item]:
    """The entries, sources, notes and passages by the names that links give them."""
    items: dict[str, Item] = {entry.id: entry for entry in edition.entries}
    items |= {note.name: note for note in edition.notes}
    return items | {passage.id: passage for passage in edition.passages}


def free_name(edition: Edition, name: str) -> str:
    """A name like this one that is not in use."""
    taken, number, free = named_items(edition), 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def check_name(edition: Edition, name: str) -> None:
    """Raises :class:`RefusedError`, with a proposal, for a name that cannot be used or is in use."""
    if not is_id(name):
        proposal = proposed_id(name)
        hint = f"for example '{free_name(edition, proposal)}'; " if proposal else ""
        raise RefusedError(f"'{name}' cannot be an id ({hint}{ID_RULE})")
    if item := named_items(edition).get(name):
        user = "a paragraph of" if isinstance(item, Passage) else "a note in"
        user = f"'{item.title}' in" if isinstance(item, Entry) else user
        hint = f"'{free_name(edition, name)}' is free"
        raise RefusedError(f"'{name}' is the id of {user} {item.page.file} already ({hint})")
