"""The page of sources: a heading for each source, before Markdown is rendered, so that its id is known.

Where a generator renders Markdown without asking anybody, the same headings are added to what it rendered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import lxml.html
import markdown as python_markdown
from lxml.html import HtmlComment, HtmlElement

from linkcheck.problem import Problem, problem_at

from ..model import Edition, Source
from ..records import source_headings

_NO_LETTERS = "“”‘’\"'«»„([ "  # with which a label may begin
_NAME = "edition: sources"
_MARK = re.compile(rf"<!-- {_NAME}(?: ([^\s-]+)-([^\s-]+))? -->")
_MARK_WORDS = f"<!-- {_NAME} -->"


def listed_sources(page: str, sources: Sequence[Source]) -> list[Source]:
    """The sources that a page with this text lists, by label: all, or those from one letter to another.

    ``<!-- edition: sources A-F -->`` lists what begins with A to F, marks before the first letter apart;
    instead of letters there may be the first few letters of labels, ``Ab-Fi``.
    """
    mark = _MARK.search(page)
    by_label = sorted(sources, key=lambda source: source.label.casefold())
    if mark is None or mark[1] is None:
        return by_label
    first, last = mark[1].casefold(), mark[2].casefold()
    opening = {source.id: _letters(source.label) for source in by_label}
    return [
        source
        for source in by_label
        if first <= opening[source.id] and opening[source.id][: len(last)] <= last
    ]


def _letters(label: str) -> str:
    return label.casefold().lstrip(_NO_LETTERS)


def add_source_headings(markdown: str, sources: Sequence[Source]) -> str:
    """The Markdown of the page with the headings of its sources at the marked place.

    Without the mark they stand at the end, so that only the missing mark is a problem.
    """
    headings = source_headings(listed_sources(markdown, sources))
    mark = _MARK.search(markdown)
    return markdown.replace(mark[0], headings) if mark else f"{markdown}\n\n{headings}\n"


def add_rendered_source_headings(root: HtmlElement, sources: Sequence[Source]) -> None:
    """Adds to the rendered page what :func:`add_source_headings` adds to its Markdown."""
    comments = [each for each in root.iter() if isinstance(each, HtmlComment)]
    marks = [each for each in comments if _MARK.fullmatch(f"<!--{each.text}-->")]
    listed = listed_sources(f"<!--{marks[0].text}-->" if marks else "", sources)
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
    pages = [page for page in edition.site.pages if edition.settings.kind_of(page.path) == "source"]
    listed = Counter(entry.id for entry in edition.of_kind("source"))
    for source in edition.sources:
        if len(pages) > 1 and listed[source.id] != 1:
            how = "on no page" if not listed[source.id] else f"on {listed[source.id]} pages"
            message = f"source '{source.id}' with the label '{source.label}' is listed {how}"
            hint = f"the marks of the pages of sources (<!-- {_NAME} A-F -->) divide all labels among them"
            yield problem_at(file, source.place, "listed-source", message, hint=hint)
