"""The essay's words: the pages against the text as received, character by character."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import product
from textwrap import shorten

from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest_path
from reading_edition.checks.stray_words import check_stray_words, essay_words, first_words, stray_blocks
from reading_edition.load.received import restore
from reading_edition.model.edition import Edition, Passage
from reading_edition.model.names import passage_name
from reading_edition.model.runs import Run, walk

_LIKE = 0.7  # the share of common words from which on two texts are readings of one passage
_SHOWN = 60  # characters of a line in a message
_CONTEXT = 4  # words shown on each side of a difference


def check_text(edition: Edition) -> Iterator[Problem]:
    """The passages are all there, in order, with the received words, and nothing else is beside them."""
    if not edition.received:
        return  # the received text cannot be read, which is reported
    if wrong := list(_check_front(edition)):
        yield from wrong  # every passage would be compared with another one
        return
    yield from _check_emendations(edition)
    unlisted = unlisted_parts(edition)
    yield from _check_parts(edition, unlisted)
    without_id = _passages_without_id(edition)
    is_complete = not unlisted and len(edition.parts) == len(edition.settings.parts)
    yield from _check_order(edition)
    yield from _check_passages(edition, set(without_id.values()), is_complete=is_complete)
    for part in edition.parts:
        yield from check_stray_words(part, without_id)


def _check_emendations(edition: Edition) -> Iterator[Problem]:
    file, received = edition.file(edition.settings.emendations), dict(edition.received)
    for emendation in edition.emendations:
        count = received.get(emendation.paragraph, "").count(emendation.received)
        if count != 1:
            name = passage_name(emendation.paragraph)
            message = f"'{emendation.received}' occurs {count} times in {name} of the received text"
            hint = "quote words that occur there once"
            yield problem_at(file, emendation.location, "emendation", message, hint=hint)


def _check_front(edition: Edition) -> Iterator[Problem]:
    """``front`` lists each line above the text; otherwise every paragraph would get another's number."""
    received, count = edition.received, len(edition.settings.front)
    first = next((passage for passage in edition.passages if passage.id == "p1"), None)
    if first is None or first.words == restore("p1", dict(received)["p1"], edition.emendations):
        return
    alike = (number for number, (_, words) in enumerate(received) if _are_like(words, first.words))
    lines = [words for _, words in received[: next(alike, count)]]
    numbered = [passage.words for passage in edition.passages if passage.is_numbered]
    if len(lines) != count and not any(_are_like(*pair) for pair in product(lines[count:], numbered)):
        shown = ", ".join(f"'{shorten(words, _SHOWN, placeholder=' ...')}'" for words in lines)
        number = f"{len(lines)} line{'' if len(lines) == 1 else 's'}"
        message = f"the received text has {number} above paragraph 1, and extra.edition.front lists {count}"
        hint = f"list each with an id and a label, as byline: Byline: {shown}" if lines else "list none"
        yield problem_at("mkdocs.yml", None, "front", message, hint=hint)


def _are_like(words: str, others: str) -> bool:
    """Whether two texts are readings of one passage."""
    return SequenceMatcher(None, words.split(), others.split(), autojunk=False).ratio() > _LIKE


def unlisted_parts(edition: Edition) -> list[str]:
    """The pages that contain paragraphs of the essay and are not listed as parts."""
    listed = {passage.id for passage in edition.passages}
    missing = {name: words for name, words in edition.received if name not in listed and name[:1] == "p"}
    return [
        page.path
        for page in edition.pages
        if page.path not in edition.settings.parts
        and any(
            name in page.ids and _are_like(words, essay_words(page.block_with_id(name)))
            for name, words in missing.items()
        )
    ]


def _check_parts(edition: Edition, unlisted: list[str]) -> Iterator[Problem]:
    """Each page of the essay is listed, and each listed page exists."""
    missing = [path for path in edition.settings.parts if path not in edition.page_by_path]
    for path in missing:
        if guess := closest_path(path, unlisted):
            message = f"extra.edition.parts lists '{path}', which is missing"
            yield problem_at("mkdocs.yml", None, "missing-part", message, guess=guess)
            continue
        message, hint = "this part of the essay is missing", "extra.edition.parts in mkdocs.yml lists it"
        yield problem_at(edition.file(path), None, "missing-part", message, hint=hint)
    for path in unlisted if not missing else ():  # else the page is guessed for the missing part
        message = "this page contains paragraphs of the essay, and extra.edition.parts does not list it"
        hint = f"list '{path}' there, in mkdocs.yml, in reading order"
        yield problem_at(edition.file(path), None, "unlisted-part", message, hint=hint)


def _passages_without_id(edition: Edition) -> dict[Run, str]:
    """The blocks that begin like a missing passage, and the id that each should have."""
    listed = {passage.id for passage in edition.passages}
    missing = {first_words(words): name for name, words in edition.received if name not in listed}
    return {
        block: missing[opening]
        for part in edition.parts
        for stray in stray_blocks(part)
        for block in walk([stray])
        if (block is stray or block.kind == "li") and (opening := first_words(essay_words(block))) in missing
    }


def _check_passages(edition: Edition, without_id: set[str], *, is_complete: bool) -> Iterator[Problem]:
    """Each received passage is on a page, with its words."""
    found = {passage.id: passage for passage in edition.passages}
    last: Passage | None = None
    for name, received in edition.received:
        passage = found.get(name)
        if passage is None:
            if is_complete and name not in without_id:
                yield _missing(edition, name, received, last)
            continue
        last = passage
        expected = restore(name, received, edition.emendations)
        if passage.words != expected:
            yield _different(passage, expected)


def _check_order(edition: Edition) -> Iterator[Problem]:
    names = [name for name, _ in edition.received]
    latest = -1
    for passage in edition.passages:
        name, file, location = passage_name(passage.id), passage.page.file, passage.location
        if passage.id not in names:
            message = f"{name} is not in the received text"
            hint = "delete it, or give it the id that it has in the received text"
            yield problem_at(file, location, "unknown-passage", message, hint=hint)
        elif names.index(passage.id) < latest:
            message = f"{name} comes after {passage_name(names[latest])}"
            hint = "move it to its place in the received text"
            yield problem_at(file, location, "passage-order", message, hint=hint)
        else:
            latest = names.index(passage.id)


def _missing(edition: Edition, name: str, words: str, last: Passage | None) -> Problem:
    file = last.page.file if last else edition.file(edition.settings.parts[0])
    where = f" after {passage_name(last.id)}" if last else ""
    message = f"{passage_name(name)} is missing{where}: '{first_words(words)} ...'"
    hint = f"write it as one line, with {{ #{name} }} on the line under it"
    location = last.location if last else None
    return problem_at(file, location, "missing-passage", message, hint=hint)


def _different(passage: Passage, expected: str) -> Problem:
    received, here = first_difference(expected, passage.words)
    name = passage_name(passage.id)
    message = f"{name} differs from the received text: received '{received}', here '{here}'"
    hint = "change it back to the received words; record a restored letter in emendations.yaml"
    return problem_at(passage.page.file, passage.location, "text-differs", message, hint=hint)


def first_difference(expected: str, found: str) -> tuple[str, str]:
    """Two readings of a passage around their first difference, with a few words on each side."""
    left, right = expected.split(), found.split()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            return _excerpt(left, i1, i2), _excerpt(right, j1, j2)
    return expected, found


def _excerpt(words: list[str], start: int, end: int) -> str:
    first, last = max(start - _CONTEXT, 0), min(end + _CONTEXT, len(words))
    opening, closing = "... " if first else "", " ..." if last < len(words) else ""
    return f"{opening}{' '.join(words[first:last])}{closing}"
