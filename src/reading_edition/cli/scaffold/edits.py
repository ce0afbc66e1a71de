"""Edits of written files, and the one reason why something is not written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class RefusedError(ValueError):
    """What was asked for would not pass; the message says why, and what would."""


@dataclass(frozen=True)
class Edit:
    """Some text in place of what stands between two offsets of a file; ``path`` as the settings name it."""

    path: str
    start: int
    end: int
    text: str


def insertion(path: str, offset: int, text: str) -> Edit:
    return Edit(path, offset, offset, text)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """A file's text after its edits, which do not overlap. Of two at one place the first comes first."""
    pieces, position = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])
