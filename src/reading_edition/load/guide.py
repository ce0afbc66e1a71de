"""Reads the guide from its page: a section for each part, with a list of one item for each paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reading_edition.model.guide import Guide, GuideItem, GuideSection
from reading_edition.model.items import Page
from reading_edition.model.runs import HEADINGS, LINK, TEXT, Run, walk, words_of

_AFTER_LINK = " \n:.–—"


def read_guide(page: Page | None) -> Guide:
    """Return the guide on a page. Each item has the id of its paragraph and begins with a link to the paragraph."""
    return Guide(page, tuple(_sections(page.blocks))) if page else Guide()


def _sections(blocks: Sequence[Run]) -> Iterator[GuideSection]:
    starts = [index for index, block in enumerate(blocks) if block.kind in HEADINGS]
    for start, end in pairwise([*starts, len(blocks)]):
        heading, *section = blocks[start:end]
        if items := tuple(_item(run) for run in walk(section) if run.kind == "li" and run.get("id")):
            headnote = next((block for block in section if block.kind == "p"), None)
            yield GuideSection(words_of([heading]), headnote, items)


def _item(item: Run) -> GuideItem:
    """Return the guide item of a list item: a link to a paragraph, followed by the sentence about it."""
    said = [run for run in item.runs if run.kind != TEXT or run.text.strip()]
    if len(said) == 1 and said[0].kind == "p":
        return _item(replace(item, runs=said[0].runs))  # in a list with blank lines between its items
    if not said or said[0].kind != LINK:
        return GuideItem(item.get("id"), "", item.runs)
    link, rest = said[0], list(item.runs[item.runs.index(said[0]) + 1 :])
    if rest and rest[0].kind == TEXT:
        rest[0] = replace(rest[0], text=rest[0].text.lstrip(_AFTER_LINK))
    if rest and rest[-1].kind == TEXT:
        rest[-1] = replace(rest[-1], text=rest[-1].text.rstrip())
    return GuideItem(item.get("id"), (link.target.fragment or "") if link.target else "", tuple(rest))
