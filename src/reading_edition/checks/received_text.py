"""The essay's words: the rendered pages against the text as received, character by character."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from textwrap import shorten

from lxml.html import HtmlElement

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest_path
from reading_edition.checks.locations import HEADINGS, location_of_block, passage_location, passage_name
from reading_edition.load.received import restore
from reading_edition.model.edition import Edition, Page, Part, Passage
from reading_edition.render.words import passage_words

_LIKE = 0.7  # from which share of common words on two readings are of one passage
_SHOWN = 60
_OPENING = 8  # words by which a paragraph is told from others
_FOUND = 20  # letters by which words are found
_CONTEXT = 4  # words shown on each side of a difference


def check_text(edition: Edition) -> Iterator[Problem]:
    """The passages are all there, in order, with the received words, and nothing stands beside them."""
    if not edition.received:
        return  # the received text could not be read, which is told already
    if wrong := list(_check_front(edition)):
        yield from wrong  # all passages after it would be told as others
        return
    yield from _check_emendations(edition)
    yield from _check_parts_exist(edition)
    unlisted = unlisted_parts(edition)
    if len(edition.parts) == len(edition.settings.parts):  # else the page is guessed for the missing part
        yield from (_unlisted(edition, path) for path in unlisted)
    bare = _without_ids(edition)
    yield from _check_passages(edition, set(bare.values()), are_complete=not unlisted)
    for part in edition.parts:
        yield from _check_stray_words(part, bare)


def _check_emendations(edition: Edition) -> Iterator[Problem]:
    file = edition.file(edition.settings.emendations)
    received = dict(edition.received)
    for emendation in edition.emendations:
        count = received.get(emendation.paragraph, "").count(emendation.received)
        if count != 1:
            number = emendation.paragraph.removeprefix("p")
            yield problem_at(
                file,
                emendation.location,
                "emendation",
                f"'{emendation.received}' stands {count} times in paragraph {number} of the received text",
                hint="an emendation names words that stand there once",
            )


def _check_front(edition: Edition) -> Iterator[Problem]:
    """A line above the text that ``front`` does not list would make every number after it another one."""
    received = dict(edition.received)
    last = next(reversed(list(edition.settings.front)), "")
    first = next((passage for passage in edition.passages if passage.id == "p1"), None)
    if first is None:
        return
    printed = passage_words(first.element)
    if printed == restore("p1", received["p1"], edition.emendations):
        return
    position = next(
        (number for number, (_, words) in enumerate(edition.received) if _are_like(words, printed)), 0
    )
    if position < len(edition.settings.front) and _are_like(edition.received[position][1], printed):
        lines = ", ".join(f"'{shorten(words, _SHOWN)}'" for _, words in edition.received[:position])
        count = len(edition.settings.front)
        message = (
            f"extra.edition.front lists {count} lines above paragraph 1, and the received text has {position}"
        )
        yield problem_at("mkdocs.yml", None, "front", message, hint=f"it has {lines}" if lines else "")
        return
    extra = edition.received[len(edition.settings.front) : position]
    if not extra or any(_is_printed(edition, words) for _, words in extra):
        return
    names = ", ".join(f"'{shorten(words, _SHOWN, placeholder=' ...')}'" for _, words in extra)
    stand, its, it = ("stands", "its id", "it") if len(extra) == 1 else ("stand", "their ids", "them")
    after = f" after '{last}'" if last else ""
    yield problem_at(
        "mkdocs.yml",
        None,
        "front",
        f"extra.edition.front does not list {names}, which {stand} above paragraph 1 in the received text",
        hint=f"add {its} and what readers call {it}{after}, as byline: Byline",
    )


def _are_like(words: str, printed: str) -> bool:
    """Whether two readings are of one passage, restored letters and slips apart."""
    return SequenceMatcher(None, words.split(), printed.split(), autojunk=False).ratio() > _LIKE


def _is_printed(edition: Edition, words: str) -> bool:
    """Whether some numbered passage of the pages reads like these words."""
    return any(
        passage.is_numbered and _are_like(words, passage_words(passage.element))
        for passage in edition.passages
    )


def unlisted_parts(edition: Edition) -> list[str]:
    """The pages that hold passages of the received text and are no part by the settings."""
    received, listed = dict(edition.received), {passage.id for passage in edition.passages}
    missing = {name: words for name, words in received.items() if name not in listed and name[:1] == "p"}
    return [
        page.path
        for page in edition.pages
        if page.path not in edition.settings.parts
        and any(
            name in page.ids and _are_like(words, passage_words(page.rendered.ids[name]))
            for name, words in missing.items()
        )
    ]


def _unlisted(edition: Edition, path: str) -> Problem:
    return problem_at(
        edition.file(path),
        None,
        "unlisted-part",
        "this page holds paragraphs of the essay, and is not listed in extra.edition.parts",
        hint=f"list '{path}' there, in mkdocs.yml, in the order of reading",
    )


def _check_parts_exist(edition: Edition) -> Iterator[Problem]:
    unlisted = unlisted_parts(edition)
    for path in edition.settings.parts:
        if path in edition.page_by_path:
            continue
        if guess := closest_path(path, unlisted):
            message = f"extra.edition.parts names '{path}', which is missing"
            yield problem_at("mkdocs.yml", None, "missing-part", message, guess=guess)
            continue
        yield problem_at(
            edition.file(path),
            None,
            "missing-part",
            "this part of the essay is missing",
            hint="extra.edition.parts in mkdocs.yml names it",
        )


def _without_ids(edition: Edition) -> dict[HtmlElement, str]:
    """What begins like a missing passage of the received text, and the id that it should have."""
    listed = {passage.id for passage in edition.passages}
    missing = {_opening(words): name for name, words in edition.received if name not in listed}
    return {
        block: missing[opening]
        for part in edition.parts
        for element in _stray(part)
        for block in (element, *element.iter("li"))
        if (opening := _opening(passage_words(block))) in missing
    }


def _opening(words: str) -> str:
    return " ".join(words.split()[:_OPENING])


def _check_passages(edition: Edition, bare: set[str], *, are_complete: bool) -> Iterator[Problem]:
    found = {passage.id: passage for passage in edition.passages}
    expected = [name for name, _ in edition.received]
    yield from _check_order(edition, expected)
    last: Passage | None = None
    if len(edition.parts) < len(edition.settings.parts):
        are_complete = False  # a whole part is told as missing
    for name, words in edition.received:
        passage = found.get(name)
        if passage is None:
            if are_complete and name not in bare:
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
                passage_location(passage),
                "unknown-passage",
                f"{passage_name(passage.id)} is not in the received text",
                hint="ids of passages follow the received text and are never renumbered",
            )
        elif position < latest:
            yield problem_at(
                passage.page.file,
                passage_location(passage),
                "passage-order",
                f"{passage_name(passage.id)} stands after {passage_name(expected[latest])}",
            )
        else:
            latest = position


def _missing(edition: Edition, name: str, words: str, last: Passage | None) -> Problem:
    file = last.page.file if last else edition.file(edition.settings.parts[0])
    start = _opening(words)
    where = f" after {passage_name(last.id)}" if last else ""
    return problem_at(
        file,
        passage_location(last) if last else None,
        "missing-passage",
        f"{passage_name(name)} is missing{where}: '{start} ...'",
        hint=f"a paragraph is one line, with {{ #{name} }} on the line under it",
    )


def _different(passage: Passage, wanted: str, printed: str) -> Problem:
    received, page = readings(wanted, printed)
    return problem_at(
        passage.page.file,
        passage_location(passage),
        "text-differs",
        f"{passage_name(passage.id)} differs from the received text: received '{received}', here '{page}'",
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


def _check_stray_words(part: Part, bare: dict[HtmlElement, str]) -> Iterator[Problem]:
    """A part holds its passages, its apparatus and its notes, and nothing else."""
    for element in _stray(part):
        words = passage_words(element)
        opening = passage_words(next(element.iter("p"), element)) or words
        location = _location_of_stray(part, element)
        code, message = "stray-words", f"words outside the numbered paragraphs: '{_opening(opening)} ...'"
        if name := bare.get(element):
            code, message = "missing-passage", f"{passage_name(name)} has no id: '{_opening(opening)} ...'"
            hint = f"write {{ #{name} }} {_where_its_id_stands(element)}"
        else:
            hint = _how_to_keep(part.page, element, location)
        yield problem_at(part.page.file, location, code, message, hint=hint)


def _where_its_id_stands(element: HtmlElement) -> str:
    if element.tag in HEADINGS:
        return "at the end of its line"
    return "on the line right under it, indented" if element.tag == "li" else "on the line right under it"


def _location_of_stray(part: Part, element: HtmlElement) -> Location | None:
    """Where stray words stand: after the passage above them, for the same words may open a line before it."""
    source, block = part.page.source, next(element.iter("p"), element)
    above = {id(sibling) for sibling in element.itersiblings(preceding=True)}
    locations = [passage_location(passage) for passage in part.passages if id(passage.element) in above]
    after = next((location for location in reversed(locations) if location), None)
    return location_of_block(source, block, after=after) or source.find(passage_words(block)[:_FOUND])


def _stray(part: Part) -> Iterator[HtmlElement]:
    """What has words, and is no passage, apparatus or note of a part; of a list, the items that are not."""
    kept = {id(passage.element) for passage in part.passages}
    for element in part.page.root:
        items = list(element) if element.tag in ("ul", "ol") else []
        blocks = items if any(id(item) in kept for item in items) else [element]
        yield from (
            block
            for block in blocks
            if isinstance(block.tag, str) and not _is_kept(block, kept) and passage_words(block)
        )


def _how_to_keep(page: Page, element: HtmlElement, location: Location | None) -> str:
    if element.tag in ("ul", "ol") and next(element.iter("p"), None) is not None:
        return "take out the blank lines between the items of the list, and give each its id under it"
    if element.tag in ("ul", "ol"):
        return "give each item of the list its id, indented, on the line under it"
    if location is not None:
        above = max(
            (named.location for named in page.source.ids if named.location < location), default=Location(0, 0)
        )
        for named in page.source.footnote_definitions:
            if above < named.location < location:
                return f"a note is one paragraph, on one line; is this the end of note '{named.name}'?"
    block = "item its id, indented," if element.tag == "li" else "paragraph its id"
    return f"give the {block} on the line under it, or move the words into a note"


def _is_kept(element: HtmlElement, passages: set[int]) -> bool:
    classes = (element.get("class") or "").split()
    return id(element) in passages or "apparatus" in classes or "footnote" in classes
