"""The citations: notes and entries have sources, and a citation's words are the label of its source."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from link_checks.problem import Problem, problem_at
from reading_edition.checks.locations import entry_problem, note_problem
from reading_edition.model.edition import Edition, Entry, Note, Page, Reference
from reading_edition.model.names import kind_name
from reading_edition.model.runs import LINK, FlatText, Run, flat_text, walk, words_of
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
    links = (run for run in walk(_runs_of(owner)) if run.kind == LINK)
    return ", only a link to another site" if any(_is_outside(link) for link in links) else ""


def _runs_of(owner: Note | Entry) -> Sequence[Run]:
    return owner.paragraphs if isinstance(owner, Note) else owner.blocks


def _is_outside(link: Run) -> bool:
    return link.target is not None and link.target.kind == "outside"


def _how_to_cite(edition: Edition, page: Page, where: str) -> str:
    """How to cite a source on a page."""
    listed = next((entry.page.path for entry in edition.of_kind("source")), page.path)
    path = posixpath.relpath(listed, posixpath.dirname(page.path))
    file = edition.file(edition.settings.sources)
    return f"list each in {file}, then {where}[its label]({path}#its-id)"


def check_labels(edition: Edition) -> Iterator[Problem]:
    """The words of each citation are the label of its source; a link within a sentence is no citation."""
    owners: list[Note | Entry] = [*edition.notes, *edition.entries]
    for owner in owners:
        cited = [reference for reference in edition.references_from(owner) if reference.is_citation]
        flat = flat_text(_runs_of(owner)) if cited else FlatText("")
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
        meant = next((each.id for each in edition.sources if each.label == words), "")
        message = f"the citation '{words}' is not the label of source '{source.id}'"
        hint = "cite a source by its label"
        hint += f"; or link to '{meant}', whose label it is" if meant else ""
        file, location, guess = reference.page.file, reference.location, source.title
        yield problem_at(file, location, "citation-label", message, guess=guess, hint=hint)
