"""The pages of sources: each says where its sources go, and together they list each source once."""

from collections import Counter
from collections.abc import Iterator

from link_checks.problem import Problem
from reading_edition.checks.problems import problem_in
from reading_edition.load.source_headings import PLACEHOLDER, SOURCES
from reading_edition.model.edition import Edition


def check_source_page(file: str, markdown: str) -> Iterator[Problem]:
    """Reports a page of sources without a placeholder for them."""
    if not PLACEHOLDER.search(markdown):
        yield problem_in(file, None, "missing-mark", sources=SOURCES)


def check_listed(edition: Edition, file: str) -> Iterator[Problem]:
    """Reports each source that is not on exactly one page; ``file`` is the list, as contributors name it."""
    pages = [page for page in edition.pages if edition.settings.kind_of(page.path) == "source"]
    listed = Counter(entry.id for entry in edition.of_kind("source"))
    for source in edition.sources:
        if len(pages) > 1 and listed[source.id] != 1:
            where = f"on {listed[source.id]} pages" if listed[source.id] else "on no page"
            yield problem_in(file, source.location, "listed-source", item=source, where=where, sources=SOURCES)
