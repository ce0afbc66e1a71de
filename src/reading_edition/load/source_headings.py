"""Adds the headings of sources, with their ids, to the Markdown of a page or to the rendered page."""

import re
from collections.abc import Sequence
from operator import itemgetter

import lxml.html
import markdown as python_markdown
from lxml import etree
from lxml.html import HtmlElement

from reading_edition.model.items import Source

SOURCES = "sources"
_NO_LETTERS = "“”‘’\"'«»„([ "  # ignored at the beginning of a label
PLACEHOLDER = re.compile(rf"<!-- edition: {SOURCES}(?: ([^\s-]+)-([^\s-]+))? -->")


class SourceList:
    """The sources in the order of their labels, each with its label from the first letter on, in lower case."""

    def __init__(self, sources: Sequence[Source]) -> None:
        labels = sorted(((source.label.casefold(), source) for source in sources), key=itemgetter(0))
        self._sources = [(label.lstrip(_NO_LETTERS), source) for label, source in labels]

    def listed(self, page: str) -> list[Source]:
        """Return the sources that a page with this text lists, by label: all sources, or a range of the alphabet.

        ``<!-- edition: sources A-F -->`` lists labels that begin with A to F; punctuation before the first
        letter is ignored. Both ends of the range can have several letters (``Ab-Fi``).
        """
        found = PLACEHOLDER.search(page)
        first, last = ((each or "").casefold() for each in (found.groups() if found else ("", "")))
        return [source for letters, source in self._sources if first <= letters and letters[: len(last)] <= last]


def add_source_headings(markdown: str, sources: SourceList) -> str:
    """Return the Markdown of a page with the placeholder replaced by the headings of its sources.

    Without a placeholder, append the headings, so that the missing placeholder is the only problem.
    """
    headings = "\n\n".join(f"## {source.label} {{ #{source.id} }}" for source in sources.listed(markdown))
    found = PLACEHOLDER.search(markdown)
    return markdown.replace(found[0], headings) if found else f"{markdown}\n\n{headings}\n"


def add_rendered_source_headings(root: HtmlElement, sources: SourceList) -> None:
    """Add to a rendered page the headings that :func:`add_source_headings` adds to its Markdown."""
    written = {comment: f"<!--{comment.text}-->" for comment in root.iter(etree.Comment)}
    comment = next((each for each, text in written.items() if PLACEHOLDER.fullmatch(text)), None)
    markdown = add_source_headings("" if comment is None else written[comment], sources)
    headings = lxml.html.fragments_fromstring(python_markdown.markdown(markdown, extensions=["attr_list"]))
    if comment is None:
        root.extend(headings)
        return
    for heading in headings:
        comment.addprevious(heading)
    comment.drop_tree()
