"""The page of sources: a heading for each source, before Markdown is rendered, so that its id is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linkcheck.problem import Problem, problem_at

from ..model import Source
from ..records import source_headings

_MARK = "<!-- edition: sources -->"


def add_source_headings(markdown: str, sources: Sequence[Source]) -> str:
    """The Markdown of the page with the sources' headings, by label, at the marked place.

    Without the mark they stand at the end, so that only the missing mark is a problem.
    """
    ordered = sorted(sources, key=lambda source: source.label.casefold())
    headings = source_headings(ordered)
    return markdown.replace(_MARK, headings) if _MARK in markdown else f"{markdown}\n\n{headings}\n"


def check_source_page(file: str, markdown: str) -> Iterator[Problem]:
    """The page must say where the sources go."""
    if _MARK not in markdown:
        yield problem_at(
            file, None, "missing-mark", "this page has no place for the sources", hint=f"add a line {_MARK}"
        )
