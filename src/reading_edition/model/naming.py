"""Names: which paragraphs of the essay name an entry, whether or not they link to it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reading_edition.model.edition import Edition

_WORD = re.compile(r"\w+|[^\w\s]")
_AS_TYPED = str.maketrans("’‘ʼ–—‐‑−", "'''-----", '“”„«»"')


class NameFinder:
    """Finds names in texts: whole words, a name's first letter in either case; ``names`` are those of each owner."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._owners: dict[tuple[str, ...], set[str]] = {}  # by the words of their names
        self._lengths: dict[str, set[int]] = {}  # of the names that begin with a word
        for owner, its_names in names.items():
            for first, *rest in filter(None, map(_words, its_names)):
                name = (_in_sentence(first), *rest)
                self._owners.setdefault(name, set()).add(owner)
                self._lengths.setdefault(name[0], set()).add(len(name))

    def owners(self, text: str) -> set[str]:
        """The owners whose names are in a text."""
        words = _words(text)
        found: set[str] = set()
        for at, word in enumerate(words):
            first = _in_sentence(word)
            for length in self._lengths.get(first, ()):
                found |= self._owners.get((first, *words[at + 1 : at + length]), set())
        return found


def _words(text: str) -> Sequence[str]:
    """The words and signs of a text; marks that people type in another way than pages are set are alike."""
    return _WORD.findall(unicodedata.normalize("NFC", text).translate(_AS_TYPED))


def _in_sentence(word: str) -> str:
    """A word as it is inside a sentence; an abbreviation stays as it is."""
    return word if len(word) > 1 and word.isupper() else word[:1].lower() + word[1:]


def named_paragraphs(edition: Edition) -> Mapping[str, set[str]]:
    """The ids of the paragraphs whose words name each entry but the sources; an item of a list is of its paragraph.

    A person is also named by a family name that no other person of the edition has.
    """
    families = Counter(person.family_name for person in edition.of_kind("person"))
    finder = NameFinder(
        {
            entry.id: [entry.title, *entry.also, entry.family_name if families[entry.family_name] == 1 else ""]
            for entry in edition.entries
            if entry.kind != "source"
        }
    )
    found: dict[str, set[str]] = {}
    for passage in edition.passages:
        for owner in finder.owners(passage.words) if passage.is_numbered else ():
            found.setdefault(owner, set()).add(passage.paragraph)
    return found
