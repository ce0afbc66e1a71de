"""Words on a page of the essay that are no passage, no note and no annotation."""

from collections.abc import Iterator, Mapping
from itertools import takewhile

from link_checks.location import Location
from link_checks.problem import Problem
from reading_edition.checks.locations import invisible_in_braces, location_of_block
from reading_edition.checks.problems import problem
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page, Part
from reading_edition.model.names import passage_name
from reading_edition.model.runs import HEADINGS, Run, plain, text_of, walk, without_undefined_references

_LISTS = ("ul", "ol")
_SHOWN = 8  # words by which a paragraph is recognized
_FOUND = 20  # characters by which words are found in the Markdown


def essay_words(block: Run | None) -> str:
    """The words of a block as a passage has them."""
    return plain(without_undefined_references(text_of([block]))) if block else ""


def first_words(words: str) -> str:
    """The words by which a passage is recognized."""
    return " ".join(words.split()[:_SHOWN])


def stray_blocks(part: Part) -> Iterator[Run]:
    """The blocks with words that are no passage and no annotation; of a list, the items that are not."""
    passages = {passage.id for passage in part.passages}
    for block in part.page.blocks:
        items = [item for item in block.runs if item.kind == "li"] if block.kind in _LISTS else []
        for each in items if any(item.get("id") in passages for item in items) else [block]:
            if each.get("id") not in passages and "apparatus" not in each.classes and essay_words(each):
                yield each


def check_stray_words(edition: Edition, part: Part, without_id: Mapping[Run, str]) -> Iterator[Problem]:
    """A part contains its passages, its annotations and its notes, and nothing else.

    ``without_id`` are the blocks that are a passage but for their id.
    """
    for block in stray_blocks(part):
        paragraph = next((run for run in walk([block]) if run.kind == "p"), block)
        words = first_words(essay_words(paragraph) or essay_words(block))
        location = _location(part, block, paragraph)
        if passage := without_id.get(block):
            invisible = invisible_in_braces(part.page.source, location)
            key = "missing-passage/invisible" if invisible else "missing-passage/id"
            details = {"id": passage, "name": passage_name(passage), "invisible": invisible}
            where = _position_of_id(block)
            yield problem(edition, part.page, key, location=location, words=words, where=where, **details)
        else:
            note = _note_above(part.page, location)
            key = f"stray-words/{_sort_of(block, note)}"
            yield problem(edition, part.page, key, location=location, words=words, note=note)


def _position_of_id(block: Run) -> str:
    if block.kind in HEADINGS:
        return "at the end of its line"
    return f"on the line right under it{', indented' if block.kind == 'li' else ''}"


def _location(part: Part, block: Run, paragraph: Run) -> Location | None:
    """Where stray words begin: below the passage before them, for an earlier line may begin alike."""
    above = {run.get("id") for run in takewhile(lambda run: run is not block, walk(part.page.blocks))}
    locations = [passage.location for passage in part.passages if passage.id in above and passage.location]
    source = part.page.source
    found = location_of_block(source, paragraph, after=max(locations, default=None))
    return found or source.find(essay_words(paragraph)[:_FOUND])


def _sort_of(block: Run, note: str) -> str:
    """What stray words are, by which one finds how they become a passage, an annotation or part of a note."""
    if block.kind in _LISTS:
        return "list-of-paragraphs" if any(run.kind == "p" for run in walk(block.runs)) else "list"
    if note:
        return "note"
    return "item" if block.kind == "li" else "paragraph"


def _note_above(page: Page, location: Location | None) -> str:
    """The note that is defined last above a location, if no passage is between them."""
    ids = {named.location: "" for named in page.source.ids}
    notes = {named.location: named.name for named in page.source.footnote_definitions}
    above = [(each, name) for each, name in (ids | notes).items() if location and each < location]
    return max(above)[1] if above else ""
