"""Names: what readers call a passage, a note, an entry or a part, and the ids by which links find them."""

import re
import unicodedata

from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.items import TOOLTIP_PREFIX, Entry, Note, Owner, Part, Passage
from reading_edition.model.messages import ENGLISH, Translator

ID_RULE = "use lower-case letters, digits and hyphens, a letter first"
_ID = re.compile(r"[a-z][a-z0-9-]*")
_LONGEST = 40


def is_id(text: str) -> bool:
    """Whether a text can be the id of an entry or a source, or the name of a note."""
    return bool(_ID.fullmatch(text)) and not text.startswith(TOOLTIP_PREFIX)


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
    return ENTRY_KINDS[kind].name if kind in ENTRY_KINDS else "address"


def passage_name(passage: str) -> str:
    """What a contributor calls the passage with an id."""
    return f"paragraph {passage[1:]}" if passage[1:2].isdigit() else f"'{passage}'"


def type_of(owner: Owner) -> str:
    """What an owner of words is: the kind of an entry, else ``passage``, ``note`` or ``page``."""
    return owner.kind if isinstance(owner, Entry) else type(owner).__name__.lower()


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
