"""The citations: notes and entries have sources, and a citation's words are the label of its source."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from link_checks.problem import Problem
from reading_edition.checks.locations import problem
from reading_edition.model.edition import Edition, Entry, Note, Reference
from reading_edition.model.runs import LINK, Run, flat_text, walk, words_of


def check_sources_of(edition: Edition, owner: Note | Entry, name: str, how: str, needed: int = 1) -> Iterator[Problem]:
    """A note or an entry cites as many sources as it needs; ``how`` says where to cite one."""
    count = len(edition.cited_sources(owner))
    if count < needed and not _is_reported(edition, owner):
        message = f"{name} needs {needed} sources, and has {count}" if count else f"{name} has no source"
        links = (run.target for run in walk(_runs_of(owner)) if run.kind == LINK and run.target)
        if not count and any(target.kind == "outside" for target in links):
            message += ", only a link to another site"
        listed = next((entry.page.path for entry in edition.of_kind("source")), owner.page.path)
        path = posixpath.relpath(listed, posixpath.dirname(owner.page.path))
        hint = f"list each in {edition.file(edition.settings.sources)}, then {how}[its label]({path}#its-id)"
        yield problem(edition, owner, "unsourced", message, hint)


def _is_reported(edition: Edition, owner: Note | Entry) -> bool:
    """Whether a missing source follows from a dead citation, or from a list that cannot be read."""
    paths = [link.target.path for link in edition.dead_links if link.owner is owner]
    of_sources = [path for path in paths if edition.settings.kind_of(path) == "source"]
    return not edition.sources or not edition.page_by_path.keys().isdisjoint(of_sources)


def _runs_of(owner: Note | Entry) -> Sequence[Run]:
    return owner.paragraphs if isinstance(owner, Note) else owner.blocks


def check_labels(edition: Edition) -> Iterator[Problem]:
    """The words of each citation are the label of its source; a link within a sentence is no citation."""
    owners: list[Note | Entry] = [*edition.notes, *edition.entries]
    for owner in owners:
        cited = [reference for reference in edition.references_from(owner) if reference.is_citation]
        if not cited:
            continue
        flat = flat_text(_runs_of(owner))
        ends = {flat.links[reference.run].end for reference in cited}
        for reference in cited:
            before = flat.text[: flat.links[reference.run].start].rstrip()
            is_in_sentence = before[-1:].isalnum() or before.endswith((",", "،"))
            if not is_in_sentence or len(before) in ends:
                yield from _check_label(edition, reference)


def _check_label(edition: Edition, reference: Reference) -> Iterator[Problem]:
    words, source = words_of([reference.run]), reference.target
    assert isinstance(source, Entry)
    if words != source.title and source.title != source.id:  # as it is where the list cannot be read
        message = f"the citation '{words}' is not the label of source '{source.id}'"
        meant = next((each.id for each in edition.sources if each.label == words), "")
        hint = "cite a source by its label" + (f"; or link to '{meant}', whose label it is" if meant else "")
        location, guess = reference.location, source.title
        yield problem(edition, reference.page, "citation-label", message, hint, location=location, guess=guess)
