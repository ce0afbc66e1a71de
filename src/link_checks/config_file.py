"""Read the values in mkdocs.yml with their locations."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from link_checks.location import Location, read_text
from link_checks.snippets import Line

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's loader is ten times faster
# Settings that contain patterns of file names, not links.
_PATTERNS = frozenset({("exclude_docs",), ("draft_docs",), ("not_in_nav",)})


class Scalar(NamedTuple):
    """A scalar value, the keys that lead to it, and its location."""

    value: str
    keys: tuple[str, ...]
    location: Location


@dataclass(frozen=True)
class ConfigFile:
    """A configuration file. ``text`` is empty if it could not be read.

    ``inherited`` are the texts of the files it inherits from, nearest first. Their line numbers continue its own.
    """

    text: str
    inherited: tuple[str, ...] = ()

    @cached_property
    def scalars(self) -> list[Scalar]:
        """All scalar values in order. Invalid YAML has none: MkDocs reports it."""
        found: list[Scalar] = []
        lines = 0
        for text in (self.text, *self.inherited):
            with suppress(yaml.YAMLError):
                found += _scalars(yaml.compose(text, Loader=_Loader), (), lines)
            lines += text.count("\n") + 1
        return found

    @property
    def inherits(self) -> str:
        """The path of the file from which this one inherits, or an empty string."""
        return next((scalar.value for scalar in self.scalars if scalar.keys == ("INHERIT",)), "")

    def location_of(self, words: str, *, alone: bool = True) -> Location | None:
        """Return the location of the first value that equals ``words`` or, unless ``alone``, contains them; or None."""
        for scalar in self.scalars:
            is_found = scalar.value == words or (not alone and words and words in scalar.value)
            if is_found and scalar.keys[:1] not in _PATTERNS:
                return scalar.location
        return None


def read_config(file: Path) -> tuple[ConfigFile, list[Line]]:
    """Read a configuration file and the files it inherits from. Return it with the source of each of their lines."""
    found = {file: read_text(file)}
    path = file
    while (inherits := ConfigFile(found[path]).inherits) and path.parent / inherits not in found:
        path = path.parent / inherits
        found[path] = read_text(path)
    lines = [
        Line(line, Path(os.path.relpath(path, file.parent)).as_posix(), number)
        for path, text in found.items()
        for number, line in enumerate(text.split("\n"), 1)
    ]
    text, *inherited = found.values()
    return ConfigFile(text, tuple(inherited)), lines


def _scalars(node: yaml.Node | None, keys: tuple[str, ...], lines_before: int) -> Iterator[Scalar]:
    if isinstance(node, yaml.ScalarNode):
        mark = node.start_mark
        yield Scalar(str(node.value), keys, Location(mark.line + 1 + lines_before, mark.column + 1))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item, keys, lines_before)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            yield from _scalars(value, (*keys, name), lines_before)
