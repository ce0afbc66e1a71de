"""The page of sources: a heading for each source, before Markdown is rendered, so that its id is known.

Where a generator renders Markdown without asking anybody, the same headings are added to what it rendered.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

import lxml.html
import markdown as python_markdown
from lxml.html import HtmlComment, HtmlElement

from link_checks.problem import Problem, problem_at
from reading_edition.load.sources import source_headings
from reading_edition.model.edition import Edition, Source

_NO_LETTERS = "“”‘’\"'«»„([ "  # with which a label may begin
_NAME = "edition: sources"
_MARK = re.compile(rf"<!-- {_NAME}(?: ([^\s-]+)-([^\s-]+))? -->")
_MARK_WORDS = f"<!-- {_NAME} -->"


class SourceList:
    """The sources by their letters, so that each of many pages finds its own without looking at all."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sorted(sources, key=_letters)
        self._letters = [_letters(source) for source in self._sources]

    def listed(self, page: str) -> list[Source]:
        """The sources that a page with this text lists, by label: all, or those from one letter to another.

        ``<!-- edition: sources A-F -->`` lists what begins with A to F, marks before the first letter apart;
        instead of letters there may be the first few letters of labels, ``Ab-Fi``.
        """
        mark = _MARK.search(page)
        listed = self._sources if mark is None or mark[1] is None else self._between(mark[1], mark[2])
        return sorted(listed, key=lambda source: source.label.casefold())

    def _between(self, first: str, last: str) -> list[Source]:
        first, last = first.casefold(), last.casefold()
        start = bisect_left(self._letters, first)
        end = bisect_right(self._letters, last, key=lambda letters: letters[: len(last)])
        return self._sources[start:end]


def _letters(source: Source) -> str:
    return source.label.casefold().lstrip(_NO_LETTERS)


def add_source_headings(markdown: str, sources: SourceList) -> str:
    """The Markdown of the page with the headings of its sources at the marked place.

    Without the mark they stand at the end, so that only the missing mark is a problem.
    """
    headings = source_headings(sources.listed(markdown))
    mark = _MARK.search(markdown)
    return markdown.replace(mark[0], headings) if mark else f"{markdown}\n\n{headings}\n"


def add_rendered_source_headings(root: HtmlElement, sources: SourceList) -> None:
    """Adds to the rendered page what :func:`add_source_headings` adds to its Markdown."""
    comments = [each for each in root.iter() if isinstance(each, HtmlComment)]
    marks = [each for each in comments if _MARK.fullmatch(f"<!--{each.text}-->")]
    listed = sources.listed(f"<!--{marks[0].text}-->" if marks else "")
    rendered = python_markdown.markdown(source_headings(listed), extensions=["attr_list"])
    headings = lxml.html.fragments_fromstring(rendered)
    if not marks:
        root.extend(headings)
        return
    parent = marks[0].getparent()
    assert parent is not None
    place = parent.index(marks[0])
    for heading in reversed(headings):
        parent.insert(place, heading)
    marks[0].drop_tree()


def check_source_page(file: str, markdown: str) -> Iterator[Problem]:
    """The page must say where the sources go."""
    if not _MARK.search(markdown):
        message = "this page has no place for the sources"
        yield problem_at(file, None, "missing-mark", message, hint=f"add a line {_MARK_WORDS}")


def check_listed(edition: Edition, file: str) -> Iterator[Problem]:
    """Every source stands on one of the pages of sources; ``file`` is the list, as contributors name it."""
    pages = [page for page in edition.pages if edition.settings.kind_of(page.path) == "source"]
    listed = Counter(entry.id for entry in edition.of_kind("source"))
    for source in edition.sources:
        if len(pages) > 1 and listed[source.id] != 1:
            how = "on no page" if not listed[source.id] else f"on {listed[source.id]} pages"
            message = f"source '{source.id}' with the label '{source.label}' is listed {how}"
            hint = f"the marks of the pages of sources (<!-- {_NAME} A-F -->) divide all labels among them"
            yield problem_at(file, source.location, "listed-source", message, hint=hint)
