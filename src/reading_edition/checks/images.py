"""The images: each has an alternative text, which is read out and shown where the image is not."""

from __future__ import annotations

from collections.abc import Iterator

from link_checks.problem import Problem, problem_at
from reading_edition.model.edition import Edition

_WITHOUT_TEXT = "![]("


def check_images(edition: Edition) -> Iterator[Problem]:
    """The images that are written without alternative text; in HTML an empty one may be intended."""
    for page in edition.pages:
        for location in page.source.find_all(_WITHOUT_TEXT):
            message = "this image has no alternative text"
            hint = "describe it between the brackets: ![what it shows](file)"
            yield problem_at(page.file, location, "image-text", message, hint=hint)
