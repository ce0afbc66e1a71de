"""The headings of sources, with their ids: in the Markdown of their pages before it is rendered, or after."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import lxml.html
import markdown as python_markdown
from lxml import etree
from lxml.html import HtmlElement

from reading_edition.model.items import Source

SOURCES = "sources"
_NO_LETTERS = "“”‘’\"'«»„([ "  # with which a label may begin
PLACEHOLDER = re.compile(rf"<!-- edition: {SOURCES}(?: ([^\s-]+)-([^\s-]+))? -->")


class SourceList:
    """The sources in the order of their labels, so that each of many pages finds its own quickly."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sorted(sources, key=_letters)
        self._letters = [_letters(source) for source in self._sources]

    def listed(self, page: str) -> list[Source]:
        """The sources that a page with this text lists, by label: all, or those from one letter to another.

        ``<!-- edition: sources A-F -->`` lists labels that begin with A to F, without signs before the first
        letter; ``Ab-Fi`` has the first few letters instead.
        """
        found = PLACEHOLDER.search(page)
        listed = self._sources if found is None or found[1] is None else self._between(found[1], found[2])
        return sorted(listed, key=lambda source: source.label.casefold())

    def _between(self, first: str, last: str) -> list[Source]:
        first, last = first.casefold(), last.casefold()
        start = bisect_left(self._letters, first)
        end = bisect_right(self._letters, last, key=lambda letters: letters[: len(last)])
        return self._sources[start:end]


def _letters(source: Source) -> str:
    return source.label.casefold().lstrip(_NO_LETTERS)


def _headings(sources: Sequence[Source]) -> str:
    return "\n\n".join(f"## {source.label} {{ #{source.id} }}" for source in sources)


def add_source_headings(markdown: str, sources: SourceList) -> str:
    """The Markdown of the page with the headings of its sources in place of the placeholder.

    Without a placeholder they are at the end, so that only the missing placeholder is a problem.
    """
    headings = _headings(sources.listed(markdown))
    found = PLACEHOLDER.search(markdown)
    return markdown.replace(found[0], headings) if found else f"{markdown}\n\n{headings}\n"


def add_rendered_source_headings(root: HtmlElement, sources: SourceList) -> None:
    """Adds to the rendered page what :func:`add_source_headings` adds to its Markdown."""
    written = {comment: f"<!--{comment.text}-->" for comment in root.iter(etree.Comment)}
    comment = next((each for each, text in written.items() if PLACEHOLDER.fullmatch(text)), None)
    listed = sources.listed(written[comment] if comment is not None else "")
    rendered = python_markdown.markdown(_headings(listed), extensions=["attr_list"])
    headings = lxml.html.fragments_fromstring(rendered)
    if comment is None:
        root.extend(headings)
        return
    for heading in headings:
        comment.addprevious(heading)
    comment.drop_tree()
