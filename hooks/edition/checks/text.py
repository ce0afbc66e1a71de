"""The essay's words: the rendered pages against the text as received, character by character."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from lxml.html import HtmlElement

from linkcheck.problem import Problem, problem_at
from linkcheck.source import Place

from ..model import Edition, Part, Passage
from ..received import restore
from ..words import passage_words

_CONTEXT = 4  # words shown on each side of a difference


def check_text(edition: Edition) -> Iterator[Problem]:
    """The passages are all there, in order, with the received words, and nothing stands beside them."""
    if not edition.received:
        return  # the received text could not be read, which is told already
    yield from _check_emendations(edition)
    yield from _check_parts_exist(edition)
    yield from _check_passages(edition)
    for part in edition.parts:
        yield from _check_stray_words(part)


def _check_emendations(edition: Edition) -> Iterator[Problem]:
    file = edition.site.file(edition.settings.emendations)
    received = dict(edition.received)
    for emendation in edition.emendations:
        count = received.get(emendation.paragraph, "").count(emendation.received)
        if count != 1:
            number = emendation.paragraph.removeprefix("p")
            yield problem_at(
                file,
                emendation.place,
                "emendation",
                f"'{emendation.received}' stands {count} times in paragraph {number} of the received text",
                hint="an emendation names words that stand there once",
            )


def _check_parts_exist(edition: Edition) -> Iterator[Problem]:
    for path in edition.settings.parts:
        if path not in edition.site.by_path:
            yield problem_at(
                edition.site.file(path),
                None,
                "missing-part",
                "this part of the essay is missing",
                hint="extra.edition.parts in mkdocs.yml names it",
            )


def _check_passages(edition: Edition) -> Iterator[Problem]:
    found = {passage.id: passage for passage in edition.passages}
    expected = [name for name, _ in edition.received]
    yield from _check_order(edition, expected)
    last: Passage | None = None
    are_complete = len(edition.parts) == len(edition.settings.parts)  # else a whole part is told as missing
    for name, words in edition.received:
        passage = found.get(name)
        if passage is None:
            if are_complete:
                yield _missing(edition, name, words, last)
            continue
        last = passage
        wanted = restore(name, words, edition.emendations)
        printed = passage_words(passage.element)
        if printed != wanted:
            yield _different(passage, wanted, printed)


def _check_order(edition: Edition, expected: list[str]) -> Iterator[Problem]:
    known = {name: position for position, name in enumerate(expected)}
    latest = -1
    for passage in edition.passages:
        position = known.get(passage.id)
        if position is None:
            yield problem_at(
                passage.page.file,
                _place(passage),
                "unknown-passage",
                f"{_name(passage.id)} is not in the received text",
                hint="ids of passages follow the received text and are never renumbered",
            )
        elif position < latest:
            yield problem_at(
                passage.page.file,
                _place(passage),
                "passage-order",
                f"{_name(passage.id)} stands after {_name(expected[latest])}",
            )
        else:
            latest = position


def _missing(edition: Edition, name: str, words: str, last: Passage | None) -> Problem:
    file = last.page.file if last else edition.site.file(edition.settings.parts[0])
    start = " ".join(words.split()[:8])
    where = f" after {_name(last.id)}" if last else ""
    return problem_at(
        file,
        _place(last) if last else None,
        "missing-passage",
        f"{_name(name)} is missing{where}: '{start} ...'",
        hint=f"a paragraph is one line, with {{ #{name} }} on the line under it",
    )


def _different(passage: Passage, wanted: str, printed: str) -> Problem:
    received, page = readings(wanted, printed)
    return problem_at(
        passage.page.file,
        _place(passage),
        "text-differs",
        f"{_name(passage.id)} differs from the received text: received '{received}', here '{page}'",
        hint="the essay's words are never changed; a restoration is recorded in emendations.yaml",
    )


def readings(wanted: str, printed: str) -> tuple[str, str]:
    """Two readings of one passage around their first difference, with a few words on each side."""
    left, right = wanted.split(), printed.split()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            return _excerpt(left, i1, i2), _excerpt(right, j1, j2)
    return wanted, printed


def _excerpt(words: list[str], start: int, end: int) -> str:
    first, last = max(start - _CONTEXT, 0), min(end + _CONTEXT, len(words))
    opening, closing = "... " if first else "", " ..." if last < len(words) else ""
    return f"{opening}{' '.join(words[first:last])}{closing}"


def _check_stray_words(part: Part) -> Iterator[Problem]:
    """A part holds its passages, its apparatus and its notes, and nothing else."""
    kept = {id(passage.element) for passage in part.passages}
    for element in part.page.root:
        if not isinstance(element.tag, str) or _is_kept(element, kept):
            continue
        words = passage_words(element)
        if words:
            start = " ".join(words.split()[:8])
            yield problem_at(
                part.page.file,
                part.page.source.find(words[:20]),
                "stray-words",
                f"words outside the numbered paragraphs: '{start} ...'",
                hint="give the paragraph its id on the line under it, or move the words into a note",
            )


def _is_kept(element: HtmlElement, passages: set[int]) -> bool:
    classes = (element.get("class") or "").split()
    if id(element) in passages or "apparatus" in classes or "footnote" in classes:
        return True
    items = list(element) if element.tag in ("ul", "ol") else []
    return bool(items) and all(id(item) in passages for item in items)


def _place(passage: Passage) -> Place | None:
    for named in passage.page.source.ids:
        if named.name == passage.id:
            return passage.page.source.block_start(named.place)
    return None


def _name(passage: str) -> str:
    return f"paragraph {passage[1:]}" if passage[1:2].isdigit() else f"'{passage}'"
