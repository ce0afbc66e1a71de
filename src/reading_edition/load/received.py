"""The text as received: its passages, and their words after restorations."""

from collections.abc import Iterable, Sequence

from reading_edition.model.items import Emendation
from reading_edition.model.runs import plain

_BULLETS = "•‣◦·"


def split_received(text: str, front: Sequence[str]) -> list[tuple[str, str]]:
    """The passages of a received text, in order, as pairs of id and words.

    The first lines are those that ``front`` lists (title, byline, ...). Every line after them is a paragraph
    (``p1``, ``p2``, ...), or, if it begins with a bullet, an item (``p26-1``) of the paragraph before it.
    White space counts as single spaces; bullet and indentation are not words.
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


def restore(passage: str, words: str, emendations: Iterable[Emendation]) -> str:
    """The words of a passage after the restorations that are recorded for it."""
    for emendation in emendations:
        if emendation.paragraph == passage:
            words = words.replace(emendation.received, emendation.read)
    return words
