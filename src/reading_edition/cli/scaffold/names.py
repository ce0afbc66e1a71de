"""Names: ids of entries and names of notes, new in the whole edition and of the right form."""

from __future__ import annotations

import re
import unicodedata

from reading_edition.cli.scaffold.edits import RefusedError
from reading_edition.load.sources import ID
from reading_edition.model.edition import Edition

_LONGEST = 24
_SMALL = frozenset("a an and as at by for from in is of on or our that the this to was with".split())
_RESERVED = "gist-"  # the ids of tooltips begin with it


def proposed_name(words: str) -> str:
    """A short name made of words: lower-case Latin letters, digits and hyphens; it may be empty."""
    decomposed = unicodedata.normalize("NFKD", words.casefold()).replace("ß", "ss")
    latin = "".join(character for character in decomposed if not unicodedata.combining(character))
    latin = re.sub(r"['’]s?\b", "", latin)
    parts = re.sub(r"[^a-z0-9]+", " ", latin).lstrip(" 0123456789").split()
    name = ""
    for part in [part for part in parts if part not in _SMALL] or parts:
        longer = f"{name}-{part}".lstrip("-")
        if len(longer) > _LONGEST:
            break
        name = longer
    return name or "".join(parts[:1])[:_LONGEST]


def taken_names(edition: Edition) -> dict[str, str]:
    """The names that are in use, and what uses each."""
    names = {passage.id: f"a paragraph of {passage.page.file}" for passage in edition.passages}
    for note in edition.notes:
        names.setdefault(note.name, f"a note in {note.page.file}")
    for entry in edition.entries:
        names.setdefault(entry.id, f"'{entry.title}' in {entry.page.file}")
    return names


def free_name(edition: Edition, name: str) -> str:
    """A name like this one that is not in use."""
    taken, number, free = taken_names(edition), 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def check_name(edition: Edition, name: str) -> None:
    """Raises :class:`RefusedError`, with a proposal, for a name that cannot be used or is in use."""
    if not ID.fullmatch(name) or name.startswith(_RESERVED):
        proposal = proposed_name(name.removeprefix(_RESERVED))
        hint = f" (for example '{free_name(edition, proposal)}')" if proposal else ""
        form = "a letter first, then lower-case letters, digits and hyphens"
        raise RefusedError(f"'{name}' cannot be an id: write {form}{hint}")
    if user := taken_names(edition).get(name):
        raise RefusedError(f"'{name}' is the id of {user} already ('{free_name(edition, name)}' is free)")
