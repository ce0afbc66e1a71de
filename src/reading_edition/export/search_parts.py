"""A large search index in parts: a browser fetches only those with the words that a reader looks for.

The index itself lists the parts of each word. A word is what is between two spaces; the script splits it further.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

LARGE = 2_000_000  # bytes of an index that is not left whole
SIZE = 250_000  # characters of the words in a part
_PART = "search/part-{}.json"
_AROUND = '.,;:!?()[]"“”„«»…'  # signs around a word that are neither of it nor join it to another
_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
_Entry = Mapping[str, Any]
_Found = dict[str, list[int]]  # the numbers of the parts in which a word is


def split_index(kinds: Mapping[str, Any], entries: Iterable[_Entry], size: int = SIZE) -> Iterator[tuple[str, str]]:
    """The path and content of each part of an index, and last, with an empty path, what a browser fetches first.

    ``own`` are the words of the edition, ``others`` those of other names and of what is shown last, and ``names``
    those of names that a reader may type.
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
        yield _PART.format(number), _json({"kinds": kinds, "docs": part})
    found = {"own": own, "others": others, "names": names}
    yield "", _json({"kinds": kinds, "parts": number + 1, **found})


def whole_index(index: dict[str, Any], read: Callable[[str], str]) -> dict[str, Any]:
    """An index with the entries of its parts, if it is in parts; ``read`` returns the text of one, by its path."""
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
