"""What readers call a passage, a note, an entry or a part of the essay."""

from __future__ import annotations

from reading_edition.model.edition import Entry, Note, Part, Passage
from reading_edition.model.messages import ENGLISH, Translator


def owner_name(owner: Passage | Note | Entry, translate: Translator = ENGLISH) -> str:
    """What a reader calls an owner of words."""
    if isinstance(owner, Passage):
        return translate("Paragraph {number}", number=owner.number) if owner.number else owner.label
    if isinstance(owner, Note):
        if owner.passage is None or not owner.passage.number:
            return translate("Note {number}", number=owner.number)
        paragraph = owner.passage.number
        return translate("Note {number} to paragraph {paragraph}", number=owner.number, paragraph=paragraph)
    return owner.name


def part_title(part: Part, translate: Translator = ENGLISH) -> str:
    """What a part is called: it has no title of its own, only its number and its paragraphs."""
    numbers = [passage.number for passage in part.paragraphs]
    if not numbers:
        return translate("Part {number}", number=part.number)
    if len(numbers) == 1:
        return translate("Part {number}, paragraph {first}", number=part.number, first=numbers[0])
    span = {"first": numbers[0], "last": numbers[-1]}
    return translate("Part {number}, paragraphs {first}–{last}", number=part.number, **span)
