"""Check citations: notes and entries cite sources by their labels, and the pages of sources list each source once."""

from collections import Counter
from collections.abc import Iterator

from link_checks.problem import Problem
from link_checks.site_paths import relative
from reading_edition.load.source_headings import PLACEHOLDER, SOURCES
from reading_edition.model.edition import Edition
from reading_edition.model.evidence import citations_in
from reading_edition.model.items import Entry, Note
from reading_edition.model.problems import problem, problem_in
from reading_edition.model.runs import LINK, walk, words_of


def check_sources_of(edition: Edition, owner: Note | Entry, name: str, how: str, needed: int = 1) -> Iterator[Problem]:
    """Report a note or entry that cites fewer sources than it needs; ``how`` describes where to cite one."""
    count = len(edition.cited_sources(owner))
    if count < needed and not _is_reported(edition, owner):
        runs = owner.paragraphs if isinstance(owner, Note) else owner.blocks
        links = (run.target for run in walk(runs) if run.kind == LINK and run.target)
        key = "unsourced/linked" if any(target.kind == "outside" for target in links) else "unsourced"
        key = "unsourced/more" if count else key
        listed = next((entry.page.path for entry in edition.of_kind("source")), owner.page.path)
        add = f"list each in {edition.file(edition.settings.sources)}"
        cite = f"{how}[its label]({relative(listed, owner.page.path)}#its-id)"
        yield problem(edition, owner, key, name=name, needed=needed, count=count, add=add, cite=cite)


def _is_reported(edition: Edition, owner: Note | Entry) -> bool:
    """Return whether a missing source follows from a dead citation, or from a list that cannot be read."""
    paths = [link.target.path for link in edition.dead_links if link.owner is owner]
    of_sources = [path for path in paths if edition.settings.kind_of(path) == "source"]
    return not edition.sources or not edition.page_by_path.keys().isdisjoint(of_sources)


def check_labels(edition: Edition) -> Iterator[Problem]:
    """Report each citation whose words are not the label of its source."""
    for reference in edition.references:
        owner, source = reference.owner, reference.target
        if not (reference.is_citation and isinstance(owner, Note | Entry) and isinstance(source, Entry)):
            continue
        words = words_of([reference.run])
        is_label = words == source.title or source.title == source.id  # the title if the list cannot be read
        if not is_label and reference in citations_in(edition, owner):
            meant = next((each.id for each in edition.sources if each.label == words), "")
            key = "citation-label/other" if meant else "citation-label"
            page, location, guess = reference.page, reference.location, source.title
            yield problem(edition, page, key, location=location, guess=guess, words=words, id=source.id, meant=meant)


def check_source_page(file: str, markdown: str) -> Iterator[Problem]:
    """Report a page of sources without a placeholder for them."""
    if not PLACEHOLDER.search(markdown):
        yield problem_in(file, None, "missing-mark", sources=SOURCES)


def check_listed(edition: Edition, file: str) -> Iterator[Problem]:
    """Report each source that is not on exactly one of several pages; ``file`` is the list, as contributors name it."""
    pages = [page for page in edition.pages if edition.settings.kind_of(page.path) == "source"]
    listed = Counter(entry.id for entry in edition.of_kind("source"))
    for source in edition.sources:
        if len(pages) > 1 and listed[source.id] != 1:
            where = f"on {listed[source.id]} pages" if listed[source.id] else "on no page"
            yield problem_in(file, source.location, "listed-source", item=source, where=where, sources=SOURCES)
