"""Compare the words of the essay's pages with the received text, character by character, and report other text."""

from collections.abc import Collection, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import pairwise, product, takewhile
from textwrap import shorten
from typing import Any

from link_checks.invisible_characters import invisible_in, unseen_difference, without_invisible
from link_checks.location import Location
from link_checks.problem import Problem
from link_checks.suggestions import closest_path
from reading_edition.checks.locations import invisible_in_braces, location_of_block
from reading_edition.load.received import restore
from reading_edition.model.edition import Edition
from reading_edition.model.items import AFTER_SEPARATOR, Page, Part, Passage
from reading_edition.model.names import passage_name
from reading_edition.model.problems import problem, problem_in
from reading_edition.model.runs import HEADINGS, Run, plain, text_of, walk, without_undefined_references

_LIKE = 0.7  # two texts with a larger share of common words are readings of one passage
_SHOWN = 60  # the length of a line in a message, in characters
_FIRST_WORDS = 8  # the number of words that identify a paragraph
_FOUND = 20  # the number of characters to search for in the Markdown
_LISTS = ("ul", "ol")
_FRAMES = (*_LISTS, "blockquote", "div", "section")
_CONTEXT = 4  # words shown on each side of a difference


def check_text(edition: Edition) -> Iterator[Problem]:
    """Yield the problems with passages: missing ones, a wrong order, changed words, and additional text."""
    if not edition.received:
        return  # the received text cannot be read, which is reported elsewhere
    if wrong := list(_check_lines(edition)) or list(_check_front(edition)):
        yield from wrong  # the other checks would compare each passage with a wrong one
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
        yield from _check_stray_words(edition, part, without_id)


def _check_lines(edition: Edition) -> Iterator[Problem]:
    """Report received lines of a fixed width, and items without a bullet, instead of all problems that these cause."""
    passages = [passage for passage in edition.passages if passage.is_paragraph]
    lines = [words for name, words in edition.received if name[:1] == "p" and "-" not in name]
    pairs = [f"{line} {following}" for line, following in pairwise(lines)]
    may_be_joined = passages if len(lines) > len(passages) else ()  # otherwise skip a slow comparison
    joined = [passage for passage in may_be_joined if any(pair in passage.words for pair in pairs)]
    if len(pairs) > 1 and len(joined) * 2 > len(passages) and len(lines) > len(passages) + len(joined) / 2:
        yield problem_in(edition.file(edition.settings.received), None, "wrapped-lines", number=joined[0].number)
    items = {passage.words for passage in edition.passages if "-" in passage.id}
    for line in lines:
        if line.startswith(("- ", "* ")) and line[2:] in items:
            yield problem_in(edition.file(edition.settings.received), None, "item-sign", line=_first_words(line))


def _check_emendations(edition: Edition) -> Iterator[Problem]:
    received = dict(edition.received)
    for emendation in edition.emendations:
        words, name = received.get(emendation.paragraph, ""), passage_name(edition, emendation.paragraph)
        count, signs = words.count(emendation.received), invisible_in(emendation.received)
        if signs and not count and without_invisible(emendation.received) in words:
            yield problem(edition, emendation, "emendation/invisible", signs=signs, name=name)
        elif count != 1:
            yield problem(edition, emendation, "emendation", count=count, name=name)


def _check_front(edition: Edition) -> Iterator[Problem]:
    """Report a ``front`` that does not list each line above the text; every paragraph would get a wrong number."""
    received, count = edition.received, len(edition.settings.front)
    first = next((passage for passage in edition.passages if passage.id == "p1"), None)
    if first is None or first.words == restore("p1", dict(received).get("p1", ""), edition.emendations):
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
    return SequenceMatcher(None, words.split(), others.split(), autojunk=False).ratio() > _LIKE


def unlisted_parts(edition: Edition) -> list[str]:
    """Return the pages that contain paragraphs of the essay and are not listed as parts."""
    missing = [(name, words) for name, words in edition.received if not edition.passage(name) and name[:1] == "p"]
    others = [page for page in edition.pages if page.path not in edition.settings.parts]
    found = [(page, page.block_with_id(name), words) for page in others for name, words in missing if name in page.ids]
    return list(dict.fromkeys(page.path for page, block, words in found if _are_like(words, _essay_words(block))))


def _check_parts(edition: Edition, unlisted: list[str]) -> Iterator[Problem]:
    """Report pages of the essay that are not listed, and listed pages that do not exist."""
    missing = [path for path in edition.settings.parts if path not in edition.page_by_path]
    for path in missing:
        if guess := closest_path(path, unlisted):
            yield problem_in("mkdocs.yml", None, "missing-part/misspelled", guess=guess, path=path)
        else:
            yield problem_in(edition.file(path), None, "missing-part")
    for path in unlisted if not missing else ():  # otherwise the page may be the missing part
        yield problem_in(edition.file(path), None, "unlisted-part", path=path)


def _passages_without_id(edition: Edition) -> dict[Run, str]:
    """Return the blocks that begin like a missing passage, each with the id that it should have."""
    missing = {_first_words(words): name for name, words in edition.received if not edition.passage(name)}
    strays = [stray for part in edition.parts for stray in _stray_blocks(part)]
    items = [run for stray in strays for run in walk(stray.runs) if run.kind == "li"]
    openings = {block: _first_words(_essay_words(block)) for block in [*strays, *items]}
    return {block: missing[opening] for block, opening in openings.items() if opening in missing}


def _check_order(edition: Edition) -> Iterator[Problem]:
    names = [name for name, _ in edition.received]
    positions = {name: position for position, name in reversed(list(enumerate(names)))}
    latest = -1
    for passage in sorted(edition.passages, key=lambda each: each.kind == "n"):  # notes are at the end of each part
        name = passage_name(edition, passage.id)
        if passage.id not in positions:
            yield problem(edition, passage, "unknown-passage", name=name)
        elif positions[passage.id] < latest:
            yield problem(edition, passage, "passage-order", name=name, other=passage_name(edition, names[latest]))
        else:
            latest = positions[passage.id]


def _check_words(edition: Edition) -> Iterator[Problem]:
    """Report passages that differ from the received words after emendations, or from the shape in received Markdown."""
    received = dict(edition.received)
    opening = {part.passages[0] for part in edition.parts if part.passages}  # the end of a page may replace a separator
    for name, passage in {passage.id: passage for passage in edition.passages}.items():
        expected, shape = restore(name, received.get(name, ""), edition.emendations), edition.shapes.get(name)
        after_separator = f"{passage.shape}{AFTER_SEPARATOR}" if passage in opening else None
        if name in received and passage.words != expected:
            there, here = first_difference(expected, passage.words)
            word = next((word for word in here.split() if word not in there.split()), "")
            location = passage.page.source.find(word) if unseen_difference(here, there) else None
            details: dict[str, Any] = {"location": location, "there": there, "here": here}
            yield problem(edition, passage, "text-differs", name=passage_name(edition, name), **details)
        elif passage.kind and shape not in (None, passage.shape, after_separator):
            called = passage_name(edition, name)
            yield problem(edition, passage, "passage-shape", name=called, there=shape, here=passage.shape)


def _check_missing(edition: Edition, without_id: set[str]) -> Iterator[Problem]:
    """Report each received passage that is on no page; ``without_id`` are passages that only lack their id."""
    last: Passage | None = None
    for name, words in edition.received:
        if passage := edition.passage(name):
            last = passage
        elif name not in without_id:
            called, after = passage_name(edition, name), f" after {passage_name(edition, last.id)}" if last else ""
            details: dict[str, Any] = {"id": name, "name": called, "after": after, "note": name[1:]}
            how = f"/{name[0]}" if edition.shapes and name[0] in "hftn" and name[1:2].isdigit() else ""
            item = last or edition.parts[0].page
            yield problem(edition, item, f"missing-passage{how}", words=_first_words(words), **details)


def first_difference(expected: str, found: str) -> tuple[str, str]:
    """Return two readings of a passage around their first difference, with a few words on each side."""
    left, right = expected.split(), found.split()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            return _excerpt(left, i1, i2), _excerpt(right, j1, j2)
    return expected, found


def _excerpt(words: list[str], start: int, end: int) -> str:
    first, last = max(start - _CONTEXT, 0), min(end + _CONTEXT, len(words))
    opening, closing = "... " if first else "", " ..." if last < len(words) else ""
    return f"{opening}{' '.join(words[first:last])}{closing}"


def _essay_words(block: Run | None) -> str:
    """Return the words of a block, normalized like the words of a passage."""
    return plain(without_undefined_references(text_of([block]))) if block else ""


def _first_words(words: str) -> str:
    return " ".join(words.split()[:_FIRST_WORDS])


def _stray_blocks(part: Part) -> Iterator[Run]:
    """Yield blocks with words that are no passage or annotation; of a list or quotation, the blocks in it."""
    passages = {passage.id for passage in part.passages}
    blocks = list(reversed(part.page.blocks))
    while blocks:
        block = blocks.pop()
        if "apparatus" in block.classes:
            continue
        if block.get("id") in passages:
            blocks += reversed([run for run in block.runs if run.kind in _LISTS and _has_passages(run, passages)])
        elif block.kind in _FRAMES and _has_passages(block, passages):
            blocks += reversed(block.runs)
        elif _essay_words(block):
            yield block


def _has_passages(block: Run, passages: Collection[str]) -> bool:
    """Return whether a block contains passages: as items of a list, or anywhere in a quotation."""
    inside = block.runs if block.kind in _LISTS else walk(block.runs)
    return any(run.get("id") in passages for run in inside)


def _check_stray_words(edition: Edition, part: Part, without_id: Mapping[Run, str]) -> Iterator[Problem]:
    """Report text that is no passage, annotation, or note; ``without_id`` are passages that only lack their id."""
    for block in _stray_blocks(part):
        paragraph = next((run for run in walk([block]) if run.kind == "p"), block)
        words = _first_words(_essay_words(paragraph) or _essay_words(block))
        location = _location(part, block, paragraph)
        if passage := without_id.get(block):
            invisible = invisible_in_braces(part.page.source, location)
            key = f"missing-passage/{'invisible' if invisible else 'id'}"
            details = {"id": passage, "name": passage_name(edition, passage), "invisible": invisible}
            where = f"on the line right under it{', indented' if block.kind == 'li' else ''}"
            where = "at the end of its line" if block.kind in HEADINGS else where
            yield problem(edition, part.page, key, location=location, words=words, where=where, **details)
        else:
            note = _note_above(part.page, location)
            key = f"stray-words/{_sort_of(block, note)}"
            yield problem(edition, part.page, key, location=location, words=words, note=note)


def _location(part: Part, block: Run, paragraph: Run) -> Location | None:
    """Return where stray words begin: below the passage before them, because an earlier line may begin alike."""
    above = {run.get("id") for run in takewhile(lambda run: run is not block, walk(part.page.blocks))}
    locations = [passage.location for passage in part.passages if passage.id in above and passage.location]
    source = part.page.source
    found = location_of_block(source, paragraph, after=max(locations, default=None))
    first = next((run.text for run in walk([paragraph]) if run.text.strip()), "")
    return found or source.find(_essay_words(paragraph)[:_FOUND]) or source.find(first.strip())


def _sort_of(block: Run, note: str) -> str:
    """Return the kind of stray words, by which the message says how they become a passage, annotation, or note."""
    if block.kind in _LISTS:
        return "list-of-paragraphs" if any(run.kind == "p" for run in walk(block.runs)) else "list"
    if note:
        return "note"
    return "item" if block.kind == "li" else "paragraph"


def _note_above(page: Page, location: Location | None) -> str:
    """Return the note that is defined last above a location, or an empty text if a passage is between them."""
    ids = {named.location: "" for named in page.source.ids}
    notes = {named.location: named.name for named in page.source.footnote_definitions}
    above = [(each, name) for each, name in (ids | notes).items() if location and each < location]
    return max(above)[1] if above else ""
