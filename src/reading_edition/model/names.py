"""Names: what readers call a passage, a note or an entry, and the ids by which links find them."""

from __future__ import annotations

import re
import unicodedata

from reading_edition.model.edition import Entry, Note, Passage
from reading_edition.model.messages import ENGLISH, Translator

ID_RULE = "use lower-case letters, digits and hyphens, a letter first"
_ID = re.compile(r"[a-z][a-z0-9-]*")
_RESERVED = "gist-"  # with which the ids of tooltips begin
_LONGEST = 40
_KIND_NAMES = {"term": "glossary entry", "person": "person", "event": "event", "source": "source"}


def is_id(text: str) -> bool:
    """Whether a text can be the id of an entry or a source, or the name of a note."""
    return bool(_ID.fullmatch(text)) and not text.startswith(_RESERVED)


def proposed_id(words: str) -> str:
    """An id made of some words; empty where they have no Latin letter."""
    plain = unicodedata.normalize("NFKD", words.casefold()).replace("ß", "ss")
    latin = "".join(character for character in plain if not unicodedata.combining(character))
    latin = re.sub(r"['’]s?\b", "", latin)
    proposed = re.sub(r"[^a-z0-9]+", "-", latin).lstrip("-0123456789").rstrip("-")
    if len(proposed) > _LONGEST:
        proposed = proposed[: _LONGEST + 1].rpartition("-")[0] or proposed[:_LONGEST]
    return proposed


def kind_name(kind: str) -> str:
    """What a contributor calls an entry of a kind; any other id is an address."""
    return _KIND_NAMES.get(kind, "address")


def passage_name(passage: str) -> str:
    """What a contributor calls the passage with an id."""
    return f"paragraph {passage[1:]}" if passage[1:2].isdigit() else f"'{passage}'"


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
