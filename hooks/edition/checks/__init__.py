"""The checks of an edition: an Edition in, Problems out."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck.problem import Problem

from ..model import Edition
from .dates import check_dates
from .entries import check_entries
from .front_matter import check_front_matter
from .nameless import find_nameless
from .notes import check_notes
from .permalinks import check_permalinks
from .placeholders import check_placeholders
from .safety import check_safety
from .text import check_text


def check_edition(edition: Edition) -> Iterator[Problem]:
    """Every problem with the text, the notes, the entries, the dates and the addresses of an edition."""
    nameless = find_nameless(edition)
    yield from check_text(edition)
    yield from check_notes(edition)
    yield from check_entries(edition, nameless)
    yield from check_dates(edition, nameless)
    yield from check_permalinks(edition, nameless)
    yield from check_placeholders(edition)
    yield from check_safety(edition)
    yield from check_front_matter(edition)
