"""What stands above a page: the theme's templates write it into the page's head as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from reading_edition.load.yaml_files import front_matter_of, tricks_of
from reading_edition.model.edition import Edition, Page

# Keys by which a page would choose what the theme does with it.
REFUSED_KEYS = ("template", "location", "icon", "logo", "status")
_KEY = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")
_TAG = re.compile(r"<[a-z/!?]", re.IGNORECASE)


def check_front_matter(edition: Edition) -> Iterator[Problem]:
    """The problems of what stands above each page, as the generator read it."""
    for page in edition.pages:
        text = page.source.text
        yaml = front_matter_of(text)
        if edition.front_matter.get(page.path) or _KEY.match(yaml.lstrip()):  # else it is two rules
            yield from tricks_of(page.file, yaml)
        meta = edition.front_matter.get(page.path, {})
        for key, value in meta.items():
            yield from _check_key(page, key, value)


def _check_key(page: Page, key: str, value: object) -> Iterator[Problem]:
    location = _location(page.source.text, key)
    if key in REFUSED_KEYS:
        message = f"'{key}' above a page chooses what the theme does with it"
        yield problem_at(page.file, location, "front-matter", message, hint="leave it out")
    for text in _texts(value, set()):
        if any(
            is_markup(reading) or ('"' in reading and key != "title") for reading in (text, unescape(text))
        ):
            message = f"'{key}' above the page holds what would end its place in the page's head"
            yield problem_at(page.file, location, "front-matter", message, hint='write it without < and "')
            return


def is_markup(text: str) -> bool:
    """Whether some words hold what a browser would take for a tag."""
    return bool(_TAG.search(text))


def _texts(value: object, seen: set[int]) -> Iterator[str]:
    """Every text in a value, however deep; what stands there by aliases is looked at once."""
    if isinstance(value, Mapping | list | tuple | set):
        if id(value) in seen:
            return
        seen.add(id(value))
        for item in [*value, *value.values()] if isinstance(value, Mapping) else value:
            yield from _texts(item, seen)
    elif isinstance(value, str):
        yield value


def _location(text: str, key: str) -> Location | None:
    """The line with a key; MkDocs folds the case of keys that stand without lines around them."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.partition(":")[0].strip(" \"'").lower() == key.lower():
            return Location(number, len(line) - len(line.lstrip()) + 1)
    return None
