"""The front matter of a page: YAML between two lines of hyphens, else MkDocs shows it as words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from .masking import FRONT_MATTER
from .problem import Problem, problem_at
from .source import Place

_NAME = re.compile(r"---[ \t]*\n\s*[\w-]+[ \t]*:(?=\s)")


def check_front_matter(file: str, text: str) -> Iterator[Problem]:
    """What is wrong with a page's front matter, at its line."""
    match = FRONT_MATTER.match(text)
    if match is None or not _NAME.match(match[0]):  # else it is a rule, and words between it and the next
        return
    inner = match[0].partition("\n")[2].rstrip().removesuffix("---").removesuffix("...")
    try:
        found = yaml.load(inner, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(mark.line + 2, mark.column + 1) if mark else Place(1, 1)
        reason = getattr(error, "problem", None) or "it cannot be read"
        yield _problem(file, place, f"the front matter is no YAML: {reason}")
    except ValueError as error:  # a date that cannot be
        yield _problem(file, Place(1, 1), f"the front matter cannot be read: {error}")
    else:
        if ":" in inner and not isinstance(found, dict):
            yield _problem(file, Place(2, 1), "the front matter is no list of names and values")


def _problem(file: str, place: Place, message: str) -> Problem:
    return problem_at(
        file, place, "front-matter", message, hint="write name: value, a line each, words in quotes"
    )
