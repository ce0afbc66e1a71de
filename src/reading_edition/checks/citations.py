"""The citations: notes and entries have sources, and a citation's words are the label of its source."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from link_checks.problem import Problem, problem_at
from reading_edition.checks.locations import entry_problem, note_problem
from reading_edition.model.edition import Edition, Entry, Note, Page
from reading_edition.model.names import kind_name
from reading_edition.model.runs import LINK, Run, walk, words_of
from reading_edition.model.settings import NoteKind


def check_sources_of_note(edition: Edition, note: Note, kind: NoteKind) -> Iterator[Problem]:
    """A note cites as many sources as its kind needs."""
    count = len(edition.cited_sources(note))
    if count < kind.sources and not _is_reported(edition, note):
        message = f"note '{note.name}' of kind {kind.label} has no source{_instead(note)}"
        if count:
            message = f"note '{note.name}' of kind {kind.label} needs {kind.sources} sources, and has {count}"
        yield note_problem(note, "unsourced", message, _how_to_cite(edition, note.page, "cite it here: "))


def check_sources_of_entry(edition: Edition, entry: Entry) -> Iterator[Problem]:
    """An entry cites a source."""
    if not edition.cited_sources(entry) and not _is_reported(edition, entry):
        message = f"{kind_name(entry.kind)} '{entry.id}' has no source{_instead(entry)}"
        hint = _how_to_cite(edition, entry.page, "end the entry with **Sources.** ")
        yield entry_problem(edition, entry, "unsourced", message, hint)


def _is_reported(edition: Edition, owner: Note | Entry) -> bool:
    """Whether a missing source follows from a dead citation, or from a list that cannot be read."""
    targets = (link.target.path for link in edition.dead_links if link.owner is owner)
    return not edition.sources or any(
        path in edition.page_by_path and edition.settings.kind_of(path) == "source" for path in targets
    )


def _instead(owner: Note | Entry) -> str:
    """What an owner without sources has in their place."""
    runs = owner.paragraphs if isinstance(owner, Note) else owner.blocks
    links = (run for run in walk(runs) if run.kind == LINK)
    return ", only a link to another site" if any(_is_outside(link) for link in links) else ""


def _is_outside(link: Run) -> bool:
    return link.target is not None and link.target.kind == "outside"


def _how_to_cite(edition: Edition, page: Page, where: str) -> str:
    """How to cite a source on a page."""
    listed = next((entry.page.path for entry in edition.of_kind("source")), page.path)
    path = posixpath.relpath(listed, posixpath.dirname(page.path))
    file = edition.file(edition.settings.sources)
    return f"list each in {file}, then {where}[its label]({path}#its-id)"


def check_labels(edition: Edition) -> Iterator[Problem]:
    """The words of each citation in a note or an entry are the label of its source."""
    for reference in edition.references:
        source = reference.target
        if not reference.is_citation or isinstance(reference.owner, Page) or not isinstance(source, Entry):
            continue
        words = words_of([reference.run])
        if words != source.title and source.title != source.id:  # as it is where the list cannot be read
            meant = next((each.id for each in edition.sources if each.label == words), "")
            message = f"the citation '{words}' is not the label of source '{source.id}'"
            hint = "cite a source by its label"
            hint += f"; or link to '{meant}', whose label it is" if meant else ""
            file, location, guess = reference.page.file, reference.location, source.title
            yield problem_at(file, location, "citation-label", message, guess=guess, hint=hint)
