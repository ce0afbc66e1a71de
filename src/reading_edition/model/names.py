"""Names of passages, notes, entries and parts for readers; ids for links; the paragraphs that name an entry."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.items import TOOLTIP_PREFIX, Entry, Note, Owner, Part, Passage, is_paragraph_id
from reading_edition.model.messages import ENGLISH, Translator
from reading_edition.model.runs import first_words

ID_RULE = "use lower-case letters, digits and hyphens, a letter first"
MARK = "TODO:"  # marks unwritten text in a generated skeleton; the build reports it
_ID = re.compile(r"[a-z][a-z0-9-]*")
_LONGEST = 40
_WORDS = 8  # the number of words of a heading that serve as its name
_NAMED = {"f": "Figure {number}", "t": "Table {number}", "n": "Author’s note {number}"}
_SERIES = {"p": "paragraph", "h": "heading", "f": "figure", "t": "table", "n": "the author's note"}
_WORD = re.compile(r"\w+|[^\w\s]")
_AS_TYPED = str.maketrans("’‘ʼ–—‐‑−", "'''-----", '“”„«»"')


def is_id(text: str) -> bool:
    """Return whether a text can be the id of an entry or a source, or the name of a note."""
    return bool(_ID.fullmatch(text)) and not text.startswith(TOOLTIP_PREFIX)


def proposed_id(words: str) -> str:
    """Return an id that is derived from a text; empty if the text has no Latin letter."""
    plain = unicodedata.normalize("NFKD", words.casefold()).replace("ß", "ss")
    latin = "".join(character for character in plain if not unicodedata.combining(character))
    latin = re.sub(r"['’]s?\b", "", latin)
    proposed = re.sub(r"[^a-z0-9]+", "-", latin).lstrip("-0123456789").rstrip("-")
    if len(proposed) > _LONGEST:
        proposed = proposed[: _LONGEST + 1].rpartition("-")[0] or proposed[:_LONGEST]
    return proposed


def kind_name(kind: str) -> str:
    """Return the name of a kind of entry in messages, and "address" for any other kind of id."""
    return ENTRY_KINDS[kind].name if kind in ENTRY_KINDS else "address"


def passage_name(edition: Edition, passage: str) -> str:
    """Return the name of the passage with an id in messages."""
    series = _SERIES.get(passage[0], "") if passage[1:2].isdigit() else ""
    number = edition.numbers.get(passage, passage[1:]) if is_paragraph_id(passage) else passage[1:]
    if not series or not number:
        return f"'{passage}'"
    return f"{series} {number}" if number[0].isdigit() else number


def type_of(owner: Owner) -> str:
    """Return the type of an owner: the kind of an entry, else ``passage``, ``note`` or ``page``."""
    return owner.kind if isinstance(owner, Entry) else type(owner).__name__.lower()


def owner_name(owner: Passage | Note | Entry, translate: Translator = ENGLISH) -> str:
    """Return the name of a passage, note or entry for readers."""
    if isinstance(owner, Entry):
        return owner.name
    if isinstance(owner, Passage):
        if is_counted(owner.number):
            return translate("Paragraph {number}", number=owner.number)
        if not owner.number and owner.kind in _NAMED:
            return translate(_NAMED[owner.kind], number=owner.id[1:])
        return owner.number or owner.label or first_words(owner.words, _WORDS)
    passage = owner.passage
    if passage is None or not (passage.number or passage.kind in _NAMED):
        return translate("Note {number}", number=owner.number)
    if not is_counted(passage.number):
        return translate("Note {number} to {name}", number=owner.number, name=owner_name(passage, translate))
    return translate("Note {number} to paragraph {paragraph}", number=owner.number, paragraph=passage.number)


def is_counted(number: str) -> bool:
    """Return whether a passage is called "paragraph" with this number; a label such as "§ 4" is a complete name."""
    return number[:1].isdigit()


def part_title(part: Part, translate: Translator = ENGLISH) -> str:
    """Return the title of a part: its name or number, and the numbers of its paragraphs."""
    numbers = [passage.number for passage in part.paragraphs if passage.number]
    if not numbers:
        return part_name(part, translate)
    is_one, counted, span = len(numbers) == 1, is_counted(numbers[0]), {"first": numbers[0], "last": numbers[-1]}
    if not counted:
        return ", ".join([part_name(part, translate), numbers[0] if is_one else "{first}–{last}".format(**span)])
    if part.name:
        message = "{name}, paragraph {first}" if is_one else "{name}, paragraphs {first}–{last}"
        return translate(message, name=part.name, **span)
    message = "Part {number}, paragraph {first}" if is_one else "Part {number}, paragraphs {first}–{last}"
    return translate(message, number=part.number, **span)


def part_name(part: Part, translate: Translator = ENGLISH) -> str:
    return part.name or translate("Part {number}", number=part.number)


class NameFinder:
    """A finder of names in texts: whole words, with the first letter in either case; ``names`` are keyed by owner."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._owners: dict[tuple[str, ...], set[str]] = {}  # keyed by the words of their names
        self._lengths: dict[str, set[int]] = {}  # of names in words, keyed by their first words
        for owner, its_names in names.items():
            for first, *rest in filter(None, map(_words, its_names)):
                name = (_in_sentence(first), *rest)
                self._owners.setdefault(name, set()).add(owner)
                self._lengths.setdefault(name[0], set()).add(len(name))

    def owners(self, text: str) -> set[str]:
        """Return the owners whose names occur in a text."""
        words = _words(text)
        found: set[str] = set()
        for at, word in enumerate(words):
            first = _in_sentence(word)
            for length in self._lengths.get(first, ()):
                found |= self._owners.get((first, *words[at + 1 : at + length]), set())
        return found


def _words(text: str) -> Sequence[str]:
    """Return the words and punctuation of a text, with typographic quotation marks and dashes as in ASCII."""
    return _WORD.findall(unicodedata.normalize("NFC", text).translate(_AS_TYPED))


def _in_sentence(word: str) -> str:
    """Return a word with a small first letter, as inside a sentence; abbreviations in capitals stay unchanged."""
    return word if len(word) > 1 and word.isupper() else word[:1].lower() + word[1:]


def named_paragraphs(edition: Edition) -> Mapping[str, set[str]]:
    """Return the ids of the paragraphs that name each entry but sources; a unique family name also names its person."""
    families = Counter(person.family_name for person in edition.of_kind("person"))
    unique = {name for name, count in families.items() if count == 1}
    entries = [entry for entry in edition.entries if entry.kind != "source"]
    finder = NameFinder({each.id: [each.title, *each.also, *unique & {each.family_name}] for each in entries})
    found: dict[str, set[str]] = {}
    for passage in edition.passages:
        for owner in finder.owners(passage.words) if passage.is_numbered else ():
            found.setdefault(owner, set()).add(passage.paragraph)
    return found
