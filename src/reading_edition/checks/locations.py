"""Find where a block of a page begins in its Markdown."""

import re
from itertools import takewhile

from link_checks.invisible_characters import invisible_in
from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from reading_edition.model.runs import HEADINGS, TEXT, Run, walk

_BRACES = re.compile(r"\{[^{}\n]*\}")
_SIGNS = " \t>#*+_-[.)0123456789"  # the characters that Markdown may have before the first word of a line


def location_of_block(
    source: MarkdownSource, block: Run, *, after: Location | None = None, number: int = 0
) -> Location | None:
    """Return the location of a block's first words in its Markdown, after a location; None if no line begins with them.

    ``number`` is the number of earlier blocks with the same first words.
    """
    texts = (run.text.strip() for run in walk([block]) if run.kind == TEXT)
    words = next((text.partition("\n")[0] for text in texts if text), "")
    lines = source.text.split("\n")
    below = (each for each in source.find_all(words) if after is None or each > after)
    locations = [each for each in below if _opens(lines[each.line - 1], each, words, block)]
    return locations[number] if number < len(locations) else None


def _opens(line: str, location: Location, words: str, block: Run) -> bool:
    """Return whether a block can begin at a line's words, by the text before and after them."""
    before, after = line[: location.column - 1], line[location.column - 1 + len(words) :]
    is_heading = before.lstrip().startswith("#")
    if before.strip(_SIGNS) or is_heading != (block.kind in HEADINGS):
        return False
    # Only number signs and attributes may follow the words of a block that contains nothing else.
    is_plain_text = all(run.kind == TEXT for run in block.runs)
    return not is_plain_text or not after.partition("{")[0].strip(" #")


def invisible_in_braces(source: MarkdownSource, location: Location | None) -> str:
    """Return the invisible character that makes the braces of a block invalid, or an empty text."""
    lines = source.text.split("\n")[location.line - 1 :] if location else []
    braces = _BRACES.findall("\n".join(takewhile(str.strip, lines)))
    return invisible_in("".join(braces))
