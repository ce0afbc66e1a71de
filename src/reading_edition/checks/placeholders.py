"""The placeholders that ``make new`` writes: none is published."""

from __future__ import annotations

from collections.abc import Iterator

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from reading_edition.model.edition import Edition, Source
from reading_edition.model.placeholders import MARK


def check_placeholders(edition: Edition) -> Iterator[Problem]:
    """Every place where a placeholder is left for what somebody is to write. The essay has none."""
    essay = {part.page for part in edition.parts}
    for note in edition.notes:
        if note.page in essay and MARK in f"{note.opening} {note.words}":
            yield _problem(note.page.file, note.location, f"in note '{note.name}'")
    for page in edition.pages:
        if page not in essay and edition.settings.kind_of(page.path) != "source":
            for location in page.source.find_all(MARK):
                yield _problem(page.file, location, "here")
    for source in edition.sources:
        if any(MARK in text for text in _texts(source)):
            file = edition.file(edition.settings.sources)
            yield _problem(file, source.location, f"in source '{source.id}'")


def _texts(source: Source) -> Iterator[str]:
    yield from (source.label, source.identifier, source.remark)
    for value in source.csl.values():
        names = value if isinstance(value, list) else [{"literal": value}]
        yield from (str(text) for name in names for text in name.values())


def _problem(file: str, location: Location | None, where: str) -> Problem:
    message = f"a placeholder, '{MARK} ...', is left {where}"
    return problem_at(file, location, "placeholder", message, hint="replace it, or delete it")
