"""The essay's words: the pages against the text as received, character by character."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import product
from textwrap import shorten

from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest_path
from reading_edition.checks.locations import problem
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
    unlisted, without_id = unlisted_parts(edition), _passages_without_id(edition)
    is_complete = not unlisted and len(edition.parts) == len(edition.settings.parts)
    yield from _check_emendations(edition)
    yield from _check_parts(edition, unlisted)
    yield from _check_order(edition)
    yield from _check_words(edition)
    if is_complete:
        yield from _check_missing(edition, set(without_id.values()))
    for part in edition.parts:
        yield from check_stray_words(edition, part, without_id)


def _check_emendations(edition: Edition) -> Iterator[Problem]:
    received = dict(edition.received)
    for emendation in edition.emendations:
        count = received.get(emendation.paragraph, "").count(emendation.received)
        if count != 1:
            name = passage_name(emendation.paragraph)
            message = f"'{emendation.received}' occurs {count} times in {name} of the received text"
            yield problem(edition, emendation, "emendation", message, "quote words that occur there once")


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
    missing = [(name, words) for name, words in edition.received if name not in listed and name[:1] == "p"]
    others = [page for page in edition.pages if page.path not in edition.settings.parts]
    found = [(page, page.block_with_id(name), words) for page in others for name, words in missing if name in page.ids]
    return list(dict.fromkeys(page.path for page, block, words in found if _are_like(words, essay_words(block))))


def _check_parts(edition: Edition, unlisted: list[str]) -> Iterator[Problem]:
    """Each page of the essay is listed, and each listed page exists."""
    missing = [path for path in edition.settings.parts if path not in edition.page_by_path]
    for path in missing:
        if guess := closest_path(path, unlisted):
            message = f"extra.edition.parts lists '{path}', which is missing"
            yield problem_at("mkdocs.yml", None, "missing-part", message, guess=guess)
        else:
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
    strays = [stray for part in edition.parts for stray in stray_blocks(part)]
    items = [run for stray in strays for run in walk(stray.runs) if run.kind == "li"]
    openings = {block: first_words(essay_words(block)) for block in [*strays, *items]}
    return {block: missing[opening] for block, opening in openings.items() if opening in missing}


def _check_order(edition: Edition) -> Iterator[Problem]:
    names = [name for name, _ in edition.received]
    latest = -1
    for passage in edition.passages:
        name = passage_name(passage.id)
        if passage.id not in names:
            hint = "delete it, or give it the id that it has in the received text"
            yield problem(edition, passage, "unknown-passage", f"{name} is not in the received text", hint)
        elif names.index(passage.id) < latest:
            message, hint = (
                f"{name} comes after {passage_name(names[latest])}",
                "move it to its place in the received text",
            )
            yield problem(edition, passage, "passage-order", message, hint)
        else:
            latest = names.index(passage.id)


def _check_words(edition: Edition) -> Iterator[Problem]:
    """Each passage has the received words, but for what emendations restore."""
    received = dict(edition.received)
    for name, passage in {passage.id: passage for passage in edition.passages}.items():
        expected = restore(name, received.get(name, ""), edition.emendations)
        if name in received and passage.words != expected:
            there, here = first_difference(expected, passage.words)
            message = f"{passage_name(name)} differs from the received text: received '{there}', here '{here}'"
            hint = "change it back to the received words; record a restored letter in emendations.yaml"
            yield problem(edition, passage, "text-differs", message, hint)


def _check_missing(edition: Edition, without_id: set[str]) -> Iterator[Problem]:
    """Each received passage is on a page; ``without_id`` are those that are there but for their id."""
    found = {passage.id: passage for passage in edition.passages}
    last: Passage | None = None
    for name, words in edition.received:
        if name in found:
            last = found[name]
        elif name not in without_id:
            where = f" after {passage_name(last.id)}" if last else ""
            message = f"{passage_name(name)} is missing{where}: '{first_words(words)} ...'"
            hint = f"write it as one line, with {{ #{name} }} on the line under it"
            yield problem(edition, last or edition.parts[0].page, "missing-passage", message, hint)


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
