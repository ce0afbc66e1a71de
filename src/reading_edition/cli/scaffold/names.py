"""Names: ids of entries and names of notes, new in the whole edition and of the right form."""

from __future__ import annotations

import re
import unicodedata

from reading_edition.cli.scaffold.edits import RefusedError
from reading_edition.load.sources import ID
from reading_edition.model.edition import TOOLTIP_PREFIX, Edition

_LONGEST = 40


def proposed_name(words: str) -> str:
    """A name made of words: lower-case Latin letters, digits and hyphens. Nothing where no such letter is."""
    plain = unicodedata.normalize("NFKD", words.casefold()).replace("ß", "ss")
    latin = "".join(character for character in plain if not unicodedata.combining(character))
    latin = re.sub(r"['’]s?\b", "", latin)
    name = re.sub(r"[^a-z0-9]+", "-", latin).lstrip("-0123456789").rstrip("-")
    if len(name) > _LONGEST:
        name = name[: _LONGEST + 1].rpartition("-")[0] or name[:_LONGEST]
    return name


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
    if not ID.fullmatch(name) or name.startswith(TOOLTIP_PREFIX):
        proposal = proposed_name(name.removeprefix(TOOLTIP_PREFIX))
        proposal = f"; '{free_name(edition, proposal)}' would do" if proposal else ""
        form = "lower-case letters, digits and hyphens, a letter first"
        raise RefusedError(f"'{name}' cannot be used as an id: {form}{proposal}")
    if owner := taken_names(edition).get(name):
        raise RefusedError(f"'{name}' is taken by {owner}; '{free_name(edition, name)}' is free")
