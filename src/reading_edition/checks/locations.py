"""Where a block of a page begins in its Markdown."""

from __future__ import annotations

from lxml.html import HtmlElement

from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from reading_edition.model.edition import Passage

_SIGNS = " \t>#*+_-[.)0123456789"  # with which Markdown may open a line, before its first word
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def passage_location(passage: Passage) -> Location | None:
    """Where a passage begins in its Markdown; its id stands on its line or under it."""
    for named in passage.page.source.ids:
        if named.name == passage.id:
            return passage.page.source.block_start(named.location)
    return None


def passage_name(passage: str) -> str:
    """What a contributor calls the passage of an id."""
    return f"paragraph {passage[1:]}" if passage[1:2].isdigit() else f"'{passage}'"


def location_of_block(
    source: MarkdownSource, block: HtmlElement, *, after: Location | None = None, number: int = 0
) -> Location | None:
    """The first words of a block in its Markdown, or None where no line opens with them.

    Only lines after a place count; ``number`` is how many blocks there open with the same words and stand
    before this one.
    """
    words = _opening(block)
    locations = [
        location
        for location in source.find_all(words)
        if (after is None or location > after) and _is_of(block, *_around(source, location, words))
    ]
    return locations[number] if number < len(locations) else None


def _opening(block: HtmlElement) -> str:
    """The first words of a block, without a sign of emphasis or link among them."""
    return next((text.strip().partition("\n")[0] for text in block.itertext() if text.strip()), "")


def _around(source: MarkdownSource, location: Location, words: str) -> tuple[str, str]:
    """What stands before and behind some words on their line."""
    line, start = source.text.split("\n")[location.line - 1], location.column - 1
    return line[:start], line[start + len(words) :]


def _is_of(block: HtmlElement, before: str, behind: str) -> bool:
    """Whether a line can be a block's, by what stands in it before and behind the block's first words."""
    is_heading = before.lstrip().startswith("#")
    if before.strip(_SIGNS) or is_heading != (block.tag in HEADINGS):
        return False
    # Behind the words of a block that holds nothing else nothing else stands.
    return len(block) > 0 or not behind.partition("{")[0].strip(" #")
