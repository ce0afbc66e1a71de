"""The page of sources: a heading for each source, before Markdown is rendered, so that its id is known.

Where a generator renders Markdown without asking anybody, the same headings are added to what it rendered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import lxml.html
import markdown as python_markdown
from lxml.html import HtmlComment, HtmlElement

from linkcheck.problem import Problem, problem_at

from ..model import Source
from ..records import source_headings

_MARK = "<!-- edition: sources -->"


def add_source_headings(markdown: str, sources: Sequence[Source]) -> str:
    """The Markdown of the page with the sources' headings, by label, at the marked place.

    Without the mark they stand at the end, so that only the missing mark is a problem.
    """
    headings = source_headings(_by_label(sources))
    return markdown.replace(_MARK, headings) if _MARK in markdown else f"{markdown}\n\n{headings}\n"


def add_rendered_source_headings(root: HtmlElement, sources: Sequence[Source]) -> None:
    """Adds to the rendered page what :func:`add_source_headings` adds to its Markdown."""
    rendered = python_markdown.markdown(source_headings(_by_label(sources)), extensions=["attr_list"])
    headings = lxml.html.fragments_fromstring(rendered)
    marks = [each for each in root.iter() if isinstance(each, HtmlComment) and f"<!--{each.text}-->" == _MARK]
    if not marks:
        root.extend(headings)
        return
    parent = marks[0].getparent()
    assert parent is not None
    place = parent.index(marks[0])
    for heading in reversed(headings):
        parent.insert(place, heading)
    marks[0].drop_tree()


def _by_label(sources: Sequence[Source]) -> list[Source]:
    return sorted(sources, key=lambda source: source.label.casefold())


def check_source_page(file: str, markdown: str) -> Iterator[Problem]:
    """The page must say where the sources go."""
    if _MARK not in markdown:
        yield problem_at(
            file, None, "missing-mark", "this page has no place for the sources", hint=f"add a line {_MARK}"
        )
