"""Names: ids of entries and names of notes, new in the whole edition and of the right form."""

from __future__ import annotations

from reading_edition.cli.scaffold.edits import RefusedError
from reading_edition.model.edition import TOOLTIP_PREFIX, Edition
from reading_edition.model.names import is_id, proposed_id


def taken_names(edition: Edition) -> dict[str, str]:
    """The names that are in use, and by what."""
    names = {passage.id: f"a paragraph of {passage.page.file}" for passage in edition.passages}
    for note in edition.notes:
        names.setdefault(note.name, f"a note in {note.page.file}")
    for entry in edition.entries:
        names.setdefault(entry.id, f"'{entry.title}' in {entry.page.file}")
    return names


def free_name(edition: Edition, name: str) -> str:
    """A name like this one that is not in use."""
    taken, number = taken_names(edition), 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def check_name(edition: Edition, name: str) -> None:
    """Raises :class:`RefusedError`, with a proposal, for a name that cannot be used or is in use."""
    if not is_id(name):
        proposal = proposed_id(name.removeprefix(TOOLTIP_PREFIX))
        proposal = f"; '{free_name(edition, proposal)}' would do" if proposal else ""
        form = "lower-case letters, digits and hyphens, a letter first"
        raise RefusedError(f"'{name}' cannot be used as an id: {form}{proposal}")
    if owner := taken_names(edition).get(name):
        raise RefusedError(f"'{name}' is taken by {owner}; '{free_name(edition, name)}' is free")
