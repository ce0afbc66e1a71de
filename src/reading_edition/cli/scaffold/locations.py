"""Places: the words to which something is attached, found once and only once where they are said to stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from link_checks.suggestions import closest
from reading_edition.cli.scaffold.edits import Edit, RefusedError, insertion
from reading_edition.cli.scaffold.markdown_words import WrittenWords, read_words
from reading_edition.cli.scaffold.spans import Stretch, entry_stretch, note_stretch, passage_stretch
from reading_edition.model.edition import Edition, Entry, Note, Page, Passage
from reading_edition.model.runs import plain
from reading_edition.render.words import passage_words

# Typewriter and typographic signs count as the same, for nobody knows which a keyboard gives.
_SAME = str.maketrans("’‘“”–—\u00a0", "''\"\"-- ")
_CLOSING = ",.;:!?…)]”’\"'»›。，、！？؟،"
# Scripts that put no space between words: in them words begin and end anywhere.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


@dataclass(frozen=True)
class Where:
    """A passage, note or entry, what people call it, and its stretch of its file."""

    name: str
    page: Page
    stretch: Stretch
    item: Passage | Note | Entry

    @property
    def words(self) -> WrittenWords:
        source = self.page.source
        return read_words(source.text, self.stretch.start, self.stretch.end, source.references)


def find_passage(edition: Edition, number: str) -> Where:
    """The passage with a number, or with the id of a line above the text. Raises :class:`RefusedError`."""
    wanted = number.strip().lstrip("#").removeprefix("p")
    passages = {passage.number or passage.id: passage for passage in edition.passages}
    passage = passages.get(wanted) or passages.get(number)
    if passage is None:
        raise RefusedError(f"there is no paragraph '{number}'; paragraphs are {_span(list(passages))}")
    stretch = passage_stretch(passage.page.source, passage.id)
    assert stretch is not None
    where = Where(f"paragraph {wanted}" if passage.number else passage.label, passage.page, stretch, passage)
    if plain(where.words.text) != passage_words(passage.element):
        raise RefusedError(
            f"{passage.page.file}: {where.name} is written in a way that this command cannot read; "
            "write there by hand"
        )
    return where


def _span(names: list[str]) -> str:
    numbers = [name for name in names if name.isdigit()]
    return f"{numbers[0]} to {numbers[-1]}" if numbers else ", ".join(names)


def find_place(edition: Edition, name: str) -> Where:
    """The note or entry with a name. Raises :class:`RefusedError`."""
    wanted = name.strip().lstrip("#").removeprefix("fn:")
    for note in edition.notes:
        if note.name == wanted and note.location is not None:
            return Where(f"note '{wanted}'", note.page, note_stretch(note.page.source, note.location), note)
    for entry in edition.entries:
        if entry.id == wanted and entry.kind != "source" and entry.location is not None:
            stretch = entry_stretch(entry.page.source, entry.location)
            return Where(f"entry '{wanted}'", entry.page, stretch, entry)
    names = [note.name for note in edition.notes]
    names += [entry.id for entry in edition.entries if entry.kind != "source"]
    guess = closest(wanted, names)
    raise RefusedError(
        f"there is no note or entry '{wanted}'" + (f"; did you mean '{guess}'?" if guess else "")
    )


def find_words(where: Where, said: str) -> tuple[int, int]:
    """Where some words begin and end among those of a place. Raises :class:`RefusedError`."""
    wanted, words = plain(said), where.words.text
    if not wanted:
        raise RefusedError("no words were given")
    for haystack, needle in ((words, wanted), (words.translate(_SAME), wanted.translate(_SAME))):
        count = haystack.count(needle)
        if count == 1:
            start = haystack.index(needle)
            _check_ends(words, start, start + len(needle))
            return start, start + len(needle)
        if count > 1:
            times = "twice" if count == 2 else f"{count} times"
            raise RefusedError(f"these words stand {times} in {where.name}: '{wanted}'; give more of them")
    guess = closest(wanted, _as_long(words, len(wanted.split())))
    raise RefusedError(
        f"these words do not stand in {where.name}: '{wanted}'"
        + (f"; did you mean '{guess}'?" if guess else "")
    )


def _as_long(words: str, count: int) -> Iterator[str]:
    split = words.split()
    for start in range(len(split) - count + 1):
        yield " ".join(split[start : start + count]).strip(_CLOSING + "“‘(")


def _check_ends(words: str, start: int, end: int) -> None:
    for edge in (start, end):
        if is_inside_word(words, edge):
            whole = _word_around(words, edge)
            raise RefusedError(
                f"'{words[start:end]}' begins or ends inside of the word '{whole}'; give it whole"
            )


def is_inside_word(words: str, edge: int) -> bool:
    """Whether a place among words is in the middle of one of them."""
    if not 0 < edge < len(words):
        return False
    before, after = words[edge - 1], words[edge]
    if after in "’'" and words[edge + 1 : edge + 2].isalnum():
        after = words[edge + 1]
    elif before in "’'" and words[edge - 2 : edge - 1].isalnum():
        before = words[edge - 2]
    return _is_of_word(before) and _is_of_word(after)


def _is_of_word(character: str) -> bool:
    kind = unicodedata.name(character, "").split(" ")[0]
    is_letter = character.isalnum() or unicodedata.category(character).startswith("M")
    return is_letter and kind not in _UNSPACED


def _word_around(words: str, edge: int) -> str:
    start = words.rfind(" ", 0, edge) + 1
    end = words.find(" ", edge)
    return words[start : end if end >= 0 else len(words)].strip(_CLOSING)


def mark_after(where: Where, said: str, mark: str) -> Edit:
    """Puts a note's mark after some words and the punctuation that closes them.

    Raises :class:`RefusedError`.
    """
    start, end = find_words(where, said)
    words = where.words
    for link in words.links:
        is_inside = link.start < end < link.end
        if is_inside or (link.start < start < link.end < end):
            linked = words.text[link.start : link.end]
            raise RefusedError(
                f"the words cross the link '{linked}'; let them end before it, or at its end: '{plain(said)}'"
            )
    return insertion(where.page.path, _offset_after(where, words, end), mark)


def _offset_after(where: Where, words: WrittenWords, end: int) -> int:
    text = where.page.source.text
    offset = _end_in_file(words, end)
    while (
        end < len(words.text)
        and words.text[end] in _CLOSING
        and words.starts[end] == offset
        and not any(link.start <= end < link.end for link in words.links)
    ):
        offset, end = words.ends[end], end + 1
    while text.startswith("[^", offset) and (closing := text.find("]", offset)) >= 0:
        offset = closing + 1
    return offset


def _end_in_file(words: WrittenWords, end: int) -> int:
    closing = [link.closing for link in words.links if link.end == end]
    return max([words.ends[end - 1], *closing])


def link_around(where: Where, said: str, target: str) -> Edit:
    """Makes some words a link. Raises :class:`RefusedError`."""
    start, end = find_words(where, said)
    words, text = where.words, where.page.source.text
    for link in words.links:
        if link.start < end and start < link.end:
            linked = words.text[link.start : link.end]
            raise RefusedError(
                f"the words cross the link '{linked}'; an entry is linked from words without one"
            )
    if any(start < mark < end for mark in words.marks):
        raise RefusedError(
            f"the mark of a note stands in these words: '{plain(said)}'; take those before or after"
        )
    first, last = words.starts[start], words.ends[end - 1]
    if plain(text[first:last]) != words.text[start:end]:
        raise RefusedError(f"other markup stands in these words: '{plain(said)}'; take words without any")
    return Edit(where.page.path, first, last, f"[{text[first:last]}]({target})")
