"""What readers call a passage, a note or an entry."""

from __future__ import annotations

from reading_edition.model.edition import Entry, Note, Passage
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
    return f"{owner.title} ({owner.date.words})" if owner.date else owner.title
