"""Names: which paragraphs of the essay name an entry, whether or not they link to it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reading_edition.model.edition import Edition
from reading_edition.model.items import Passage

_WORD = re.compile(r"\w+|[^\w\s]")
_AS_TYPED = str.maketrans("’‘ʼ–—‐‑−", "'''-----", '“”„«»"')


class NameFinder:
    """Finds names in texts: whole words, a name's first letter in either case; ``names`` are those of each owner."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._names: dict[str, list[tuple[Sequence[str], str]]] = {}
        for owner, its_names in names.items():
            for words in filter(None, map(_words, its_names)):
                self._names.setdefault(_in_sentence(words[0]), []).append((words[1:], owner))

    def owners(self, text: str) -> set[str]:
        """Those whose names are in a text."""
        words = _words(text)
        return {
            owner
            for at, word in enumerate(words, 1)
            for rest, owner in self._names.get(_in_sentence(word), ())
            if words[at : at + len(rest)] == rest
        }


def _words(text: str) -> Sequence[str]:
    """The words and signs of a text; marks that people type in another way than pages are set are alike."""
    return _WORD.findall(unicodedata.normalize("NFC", text).translate(_AS_TYPED))


def _in_sentence(word: str) -> str:
    """A word as it is inside a sentence; an abbreviation stays as it is."""
    return word if len(word) > 1 and word.isupper() else word[:1].lower() + word[1:]


def named_paragraphs(edition: Edition) -> Mapping[str, Sequence[Passage]]:
    """The paragraphs whose words name each entry but the sources, by its id; an item of a list is of its paragraph.

    A person is also named by a family name that no other person of the edition has.
    """
    families = Counter(person.family_name for person in edition.of_kind("person"))
    names = {
        entry.id: [entry.title, *entry.also, *([entry.family_name] if families[entry.family_name] == 1 else [])]
        for entry in edition.entries
        if entry.kind != "source"
    }
    finder = NameFinder(names)
    paragraphs = {passage.id: passage for passage in edition.passages if passage.is_paragraph}
    found: dict[str, dict[str, Passage]] = {}
    for passage in edition.passages:
        if paragraph := paragraphs.get(passage.paragraph):
            for owner in finder.owners(passage.words):
                found.setdefault(owner, {})[paragraph.id] = paragraph
    return {owner: list(its_paragraphs.values()) for owner, its_paragraphs in found.items()}
