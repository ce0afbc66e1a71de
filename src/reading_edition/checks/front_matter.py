"""Front matter: the theme's templates write it into a page's head as it is."""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from link_checks.location import Location
from link_checks.problem import Problem
from reading_edition.checks.problems import problem
from reading_edition.load.yaml_files import check_yaml_features, front_matter_of
from reading_edition.model.edition import Edition

# Keys by which a page would choose what the theme does with it.
REFUSED_KEYS = ("template", "location", "icon", "logo", "status")
_KEY = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")
_TAG = re.compile(r"<[a-z/!?]", re.IGNORECASE)


def check_front_matter(edition: Edition) -> Iterator[Problem]:
    """Every problem with the front matter of each page, as the generator read it."""
    for page in edition.pages:
        values = edition.front_matter.get(page.path, {})
        yaml = front_matter_of(page.source.text)
        if values or _KEY.match(yaml.lstrip()):  # else it is text between two horizontal rules
            yield from check_yaml_features(page.file, yaml)
        for key, value in values.items():
            location = _location_of(page.source.text, key)
            if key in REFUSED_KEYS:
                yield problem(edition, page, "front-matter/key", location=location, key=key)
            readings = [reading for text in _texts(value, set()) for reading in (text, unescape(text))]
            if any(is_markup(reading) or ('"' in reading and key != "title") for reading in readings):
                yield problem(edition, page, "front-matter/markup", location=location, key=key)


def is_markup(text: str) -> bool:
    """Whether a text contains what a browser would take for a tag."""
    return bool(_TAG.search(text))


def _texts(value: object, seen: set[int]) -> Iterator[str]:
    """Every text in a value, however deep. What aliases repeat is read once."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple | set) and id(value) not in seen:
        seen.add(id(value))
        for item in [*value, *value.values()] if isinstance(value, Mapping) else value:
            yield from _texts(item, seen)


def _location_of(text: str, key: str) -> Location | None:
    """The line of a key. MkDocs folds the case of keys in front matter without lines around it."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.partition(":")[0].strip(" \"'").lower() == key.lower():
            return Location(number, len(line) - len(line.lstrip()) + 1)
    return None
