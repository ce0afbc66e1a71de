"""The essay's words: the pages against the text as received, character by character."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import product
from textwrap import shorten

from link_checks.problem import Problem
from link_checks.suggestions import closest_path
from reading_edition.checks.problems import problem, problem_in
from reading_edition.checks.stray_words import check_stray_words, essay_words, first_words, stray_blocks
from reading_edition.load.received import restore
from reading_edition.model.edition import Edition
from reading_edition.model.items import Passage
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
            yield problem(edition, emendation, "emendation", count=count, name=name)


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
        key = "front" if lines else "front/none"
        yield problem_in("mkdocs.yml", None, key, number=number, count=count, shown=shown)


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
            yield problem_in("mkdocs.yml", None, "missing-part/misspelled", guess=guess, path=path)
        else:
            yield problem_in(edition.file(path), None, "missing-part")
    for path in unlisted if not missing else ():  # else the page is guessed for the missing part
        yield problem_in(edition.file(path), None, "unlisted-part", path=path)


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
            yield problem(edition, passage, "unknown-passage", name=name)
        elif names.index(passage.id) < latest:
            yield problem(edition, passage, "passage-order", name=name, other=passage_name(names[latest]))
        else:
            latest = names.index(passage.id)


def _check_words(edition: Edition) -> Iterator[Problem]:
    """Each passage has the received words, but for what emendations restore."""
    received = dict(edition.received)
    for name, passage in {passage.id: passage for passage in edition.passages}.items():
        expected = restore(name, received.get(name, ""), edition.emendations)
        if name in received and passage.words != expected:
            there, here = first_difference(expected, passage.words)
            yield problem(edition, passage, "text-differs", name=passage_name(name), there=there, here=here)


def _check_missing(edition: Edition, without_id: set[str]) -> Iterator[Problem]:
    """Each received passage is on a page; ``without_id`` are those that are there but for their id."""
    found = {passage.id: passage for passage in edition.passages}
    last: Passage | None = None
    for name, words in edition.received:
        if name in found:
            last = found[name]
        elif name not in without_id:
            item, after = last or edition.parts[0].page, f" after {passage_name(last.id)}" if last else ""
            shown, called = first_words(words), passage_name(name)
            yield problem(edition, item, "missing-passage", id=name, name=called, after=after, words=shown)


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
