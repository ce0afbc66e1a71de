"""The text as received: which passage is which, and what restorations make of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reading_edition.model.edition import Emendation

_BULLETS = "•‣◦·*-"


def split_received(text: str, front: Sequence[str]) -> list[tuple[str, str]]:
    """The passages of a received text, in order, as pairs of id and words.

    The first lines are the ones that ``front`` names (title, byline, ...); every line after them is a
    paragraph ``p1``, ``p2``, ...; a line that opens with a bullet is an item (``p26-1``) of the
    paragraph before it. Runs of white space count as one space; bullet and indent are not words.
    """
    lines = [line for line in (plain(line) for line in text.splitlines()) if line]
    passages = list(zip(front, lines, strict=False))
    paragraph = item = 0
    for line in lines[len(front) :]:
        if line[0] in _BULLETS and line[1:2] == " ":
            item += 1
            passages.append((f"p{paragraph}-{item}", line[2:]))
        else:
            paragraph, item = paragraph + 1, 0
            passages.append((f"p{paragraph}", line))
    return passages


def plain(text: str) -> str:
    """Words with every run of white space as one space."""
    return " ".join(text.split())


def restore(passage: str, words: str, emendations: Iterable[Emendation]) -> str:
    """The words of a passage as they are to be read, after the restorations recorded for it."""
    for emendation in emendations:
        if emendation.paragraph == passage:
            words = words.replace(emendation.received, emendation.read)
    return words
