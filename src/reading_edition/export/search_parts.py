"""Splits a large search index into parts: a browser fetches only the parts with the words that a reader types.

The index itself lists the parts with each word. A word is the text between two spaces; the script splits it further.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from reading_edition.export.json_lines import compact_json

LARGE = 2_000_000  # bytes: a larger index is split
SIZE = 250_000  # characters of text in a part, after which the next begins
_PART = "search/part-{}.json"
_AROUND = '.,;:!?()[]"“”„«»…'  # punctuation around a word that neither belongs to it nor joins it to another
_Entry = Mapping[str, Any]
_Found = dict[str, list[int]]  # the numbers of the parts that contain each word


def split_index(kinds: Mapping[str, Any], entries: Iterable[_Entry], size: int = SIZE) -> Iterator[tuple[str, str]]:
    """Yield the path and content of each part, and last, with an empty path, the index that a browser fetches first.

    The index lists words by where they occur: in the edition's own text (``own``), in alternative names or in kinds
    that are shown last (``others``), and in names that a reader may type (``names``).
    """
    own, others, names = _Found(), _Found(), _Found()
    number = -1
    for number, part in enumerate(_parts(entries, size)):
        for entry in part:
            is_last = kinds[entry["kind"]]["last"]
            also, name = entry.get("also", ()), entry["location"].partition("#")[2]
            _add(others if is_last else own, number, entry["title"], entry["text"])
            _add(others, number, *also)
            _add(_Found() if is_last else names, number, entry["title"], *also, name)
        yield _PART.format(number), compact_json({"kinds": kinds, "docs": part})
    found = {"own": own, "others": others, "names": names}
    yield "", compact_json({"kinds": kinds, "parts": number + 1, **found})


def whole_index(index: dict[str, Any], read: Callable[[str], str]) -> dict[str, Any]:
    """Return an index with the entries of its parts, if any; ``read`` returns the text of a part by its path."""
    parts = [json.loads(read(_PART.format(number))) for number in range(index.get("parts", 0))]
    return {"kinds": index["kinds"], "docs": list(chain.from_iterable(part["docs"] for part in parts or [index]))}


def _parts(entries: Iterable[_Entry], size: int) -> Iterator[list[_Entry]]:
    part: list[_Entry] = []
    length = 0
    for entry in entries:
        part.append(entry)
        length += len(entry["text"])
        if length > size:
            yield part
            part, length = [], 0
    if part:
        yield part


def _add(found: _Found, number: int, *texts: str) -> None:
    for text in texts:
        for word in dict.fromkeys(each.strip(_AROUND) for each in text.split()):
            if word and (numbers := found.setdefault(word, []))[-1:] != [number]:
                numbers.append(number)
