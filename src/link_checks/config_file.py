"""Read the values in mkdocs.yml with their locations."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from link_checks.location import Location, Origin, read_text

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's loader is ten times faster
# Settings that contain patterns of file names, not links.
_PATTERNS = frozenset({("exclude_docs",), ("draft_docs",), ("not_in_nav",)})


class Scalar(NamedTuple):
    """A scalar value, the keys that lead to it, and its location in a file."""

    value: str
    keys: tuple[str, ...]
    location: Location
    file: str


@dataclass(frozen=True)
class ConfigFile:
    """A configuration file. ``text`` is empty if it could not be read.

    ``inherited`` are the files it inherits from, nearest first.
    """

    text: str
    name: str = "mkdocs.yml"
    inherited: tuple["ConfigFile", ...] = ()

    @cached_property
    def scalars(self) -> list[Scalar]:
        """All scalar values in order, with the inherited ones. Invalid YAML has none: MkDocs reports it."""
        found: list[Scalar] = []
        with suppress(yaml.YAMLError):
            found += _scalars(yaml.compose(self.text, Loader=_Loader), (), self.name)
        return [*found, *(scalar for each in self.inherited for scalar in each.scalars)]

    @property
    def inherits(self) -> str:
        """The path of the file from which this one inherits, or an empty string."""
        return next((scalar.value for scalar in self.scalars if scalar.keys == ("INHERIT",)), "")

    def find(self, words: str, *, alone: bool = True) -> Origin | None:
        """Return the origin of ``words``: the first value that equals or, unless ``alone``, contains them; or None."""
        for scalar in self.scalars:
            is_found = scalar.value == words or (not alone and words and words in scalar.value)
            if is_found and scalar.keys[:1] not in _PATTERNS:
                return Origin(scalar.file, scalar.location, words)
        return None


def read_config(file: Path) -> ConfigFile:
    """Read a configuration file and the files it inherits from, whose names are relative to its folder."""
    found = {file: read_text(file)}
    path = file
    while (inherits := ConfigFile(found[path]).inherits) and path.parent / inherits not in found:
        path = path.parent / inherits
        found[path] = read_text(path)
    names = (Path(os.path.relpath(path, file.parent)).as_posix() for path in found)
    own, *inherited = map(ConfigFile, found.values(), names)
    return replace(own, inherited=tuple(inherited))


def _scalars(node: yaml.Node | None, keys: tuple[str, ...], file: str) -> Iterator[Scalar]:
    if isinstance(node, yaml.ScalarNode):
        mark = node.start_mark
        yield Scalar(str(node.value), keys, Location(mark.line + 1, mark.column + 1), file)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item, keys, file)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            yield from _scalars(value, (*keys, name), file)
