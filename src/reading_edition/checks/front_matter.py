"""Check front matter, which the theme's templates write into a page's head without escaping."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from link_checks.config_file import ConfigFile
from link_checks.location import Location
from link_checks.problem import Problem
from reading_edition.load import schema
from reading_edition.load.schema import TEXT, Fields, Value
from reading_edition.load.yaml_files import check_yaml_features, front_matter_of, misread
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page
from reading_edition.model.problems import problem

# The allowed keys. With one of REFUSED_KEYS, a page would choose how the theme renders it.
_FIELDS = Fields(
    "title: Words",
    {
        **dict.fromkeys(("title", "description", "author"), TEXT),
        "hide": Value("[toc]", schema.as_texts),
        "search": Fields(
            "{exclude: true}", {"exclude": Value("true", schema.as_flag), "boost": Value("2", schema.as_number)}
        ),
    },
)
REFUSED_KEYS = ("template", "location", "icon", "logo", "status")
_KEY = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")
_TAG = re.compile(r"<[a-z/!?]", re.IGNORECASE)


def check_front_matter(edition: Edition) -> Iterator[Problem]:
    """Yield every problem with the front matter of each page, as the generator parsed it."""
    for page in edition.pages:
        values = edition.front_matter.get(page.path, {})
        yaml = front_matter_of(page.source.text)
        refused = list(check_yaml_features(page.file, yaml))
        if values or _KEY.match(yaml.lstrip()):  # otherwise it is text between two horizontal rules
            yield from refused
        yield from _check_values(edition, page, values)
        # Refused features include aliases, a few of which can expand to more values than fit in memory.
        for scalar, value in misread(values, ConfigFile(yaml)) if not refused else ():
            what, hint = f"'{scalar.keys[-1]}' in the front matter is read as '{value}'", f'write "{scalar.value}"'
            yield problem(edition, page, "front-matter/value", location=scalar.location, what=what, hint=hint)
        for key, value in values.items():
            location = _location_of(page.source.text, key)
            if key in REFUSED_KEYS:
                yield problem(edition, page, "front-matter/key", location=location, key=key)
            readings = [reading for text in _texts(value, set()) for reading in (text, unescape(text))]
            if any(is_markup(reading) or ('"' in reading and key != "title") for reading in readings):
                yield problem(edition, page, "front-matter/markup", location=location, key=key)


def _check_values(edition: Edition, page: Page, values: Mapping[str, object]) -> Iterator[Problem]:
    """Report each key that has no effect, or a value of the wrong form."""
    faults: list[schema.Fault] = []
    schema.read(_FIELDS, {key: value for key, value in values.items() if key not in REFUSED_KEYS}, faults)
    for fault in faults:
        path = (*fault.path, *([fault.key] if fault.key else []))
        location = _location_of(page.source.text, path[0]) if path else None
        what = f"'{'.'.join(fault.path)}' in the front matter" if fault.path else "the front matter"
        details: dict[str, Any] = {"location": location, "guess": fault.guess, "hint": fault.hint}
        yield problem(edition, page, "front-matter/value", what=f"{what} {fault.text}", **details)


def is_markup(text: str) -> bool:
    """Return whether a browser would find a tag in a text."""
    return bool(_TAG.search(text))


def _texts(value: object, seen: set[int]) -> Iterator[str]:
    """Yield every text in a value at any depth. Read values that aliases repeat only once."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple | set) and id(value) not in seen:
        seen.add(id(value))
        for item in [*value, *value.values()] if isinstance(value, Mapping) else value:
            yield from _texts(item, seen)


def _location_of(text: str, key: str) -> Location | None:
    """Return the location of a key, ignoring case: MkDocs lowercases keys in front matter without ``---`` lines."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.partition(":")[0].strip(" \"'").lower() == key.lower():
            return Location(number, len(line) - len(line.lstrip()) + 1)
    return None
