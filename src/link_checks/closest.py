"""The name that was probably meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches


def closest(name: str, candidates: Iterable[str], *, cutoff: float = 0.6, shortest: int = 4) -> str:
    """The candidate that looks most like a name, or nothing. Very short names look like too many.

    What differs only in case, or in how its accents are encoded, comes first.
    """
    choices = sorted(set(candidates) - {name})
    folded = _fold(name)
    for choice in choices:
        if _fold(choice) == folded:
            return choice
    if len(name) < shortest:
        return ""
    found = get_close_matches(name, choices, n=1, cutoff=cutoff)
    return found[0] if found else ""


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
