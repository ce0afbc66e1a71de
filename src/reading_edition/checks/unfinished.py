"""What is left to write: the placeholders of ``make new``, and images without an alternative text."""

from collections.abc import Iterator

from link_checks.problem import Problem
from reading_edition.model.edition import Edition
from reading_edition.model.names import MARK
from reading_edition.model.problems import problem


def check_images(edition: Edition) -> Iterator[Problem]:
    """The images that are written without alternative text; in HTML an empty one may be intended."""
    for page in edition.pages:
        for location in page.source.find_all("![]("):
            yield problem(edition, page, "image-text", location=location)


def check_placeholders(edition: Edition) -> Iterator[Problem]:
    """Every place where a placeholder is left for what somebody is to write. The essay has none."""
    essay = {part.page for part in edition.parts}
    for note in edition.notes:
        if note.page in essay and MARK in f"{note.opening} {note.words}":
            yield problem(edition, note, "placeholder", mark=MARK, where=f"in note '{note.name}'")
    for source in edition.sources:
        if MARK in repr(source):  # in whichever of its fields
            yield problem(edition, source, "placeholder", mark=MARK, where=f"in source '{source.id}'")
    for page in edition.pages:
        if page not in essay and edition.settings.kind_of(page.path) != "source":
            for location in page.source.find_all(MARK):
                yield problem(edition, page, "placeholder", location=location, mark=MARK, where="here")
