"""The placeholders of skeletons: nobody publishes a TODO."""

from __future__ import annotations

from collections.abc import Container, Iterator

from link_checks.problem import Problem, problem_at
from reading_edition.model.edition import Edition, Source
from reading_edition.model.placeholders import MARK

_HINT = "write the words in its place, or take them out"


def check_placeholders(edition: Edition) -> Iterator[Problem]:
    """Every place where a placeholder still stands for what somebody is to write. The essay has none."""
    essay = {part.page.path for part in edition.parts}
    yield from _in_notes(edition, essay)
    for page in edition.pages:
        if page.path not in essay and edition.settings.kind_of(page.path) != "source":
            for location in page.source.find_all(MARK):
                yield problem_at(page.file, location, "placeholder", _message("here"), hint=_HINT)
    file = edition.file(edition.settings.sources)
    for source in edition.sources:
        if any(MARK in text for text in _texts(source)):
            message = _message(f"in source '{source.id}'")
            yield problem_at(file, source.location, "placeholder", message, hint=_HINT)


def _in_notes(edition: Edition, essay: Container[str]) -> Iterator[Problem]:
    for note in edition.notes:
        if note.page.path in essay and MARK in note.element.text_content():
            message = _message(f"in note '{note.name}'")
            yield problem_at(note.page.file, note.location, "placeholder", message, hint=_HINT)


def _texts(source: Source) -> Iterator[str]:
    yield from (source.label, source.identifier, source.remark)
    for value in source.csl.values():
        names = value if isinstance(value, list) else [{"literal": value}]
        yield from (str(text) for name in names for text in name.values())


def _message(where: str) -> str:
    return f"a placeholder, '{MARK} ...', still stands {where}"
