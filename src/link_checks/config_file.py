"""Where things stand in mkdocs.yml: the lines of its navigation, and of any other value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import yaml

from link_checks.addresses import fault_of, leads_outside
from link_checks.location import Location
from link_checks.problem import Problem, problem_at

# Settings that name files to say something of them, not to link to them.
_PATTERNS = frozenset({("exclude_docs",), ("draft_docs",), ("not_in_nav",)})


@dataclass(frozen=True)
class Scalar:
    """A value in the file, the keys above it, and its place."""

    value: str
    keys: tuple[str, ...]
    location: Location


@dataclass(frozen=True)
class ConfigFile:
    """A configuration file, read for positions. ``text`` is empty if it could not be read.

    ``inherited`` are the texts of the files from which it inherits, nearest first; their lines are counted on
    behind its own.
    """

    text: str
    inherited: tuple[str, ...] = ()

    @cached_property
    def scalars(self) -> list[Scalar]:
        """Every value of the file, in order. What is no YAML has none: MkDocs tells of it."""
        found, lines = self._own_scalars, self.text.count("\n") + 1
        for text in self.inherited:
            found = [*found, *(_moved(scalar, lines) for scalar in ConfigFile(text).scalars)]
            lines += text.count("\n") + 1
        return found

    @property
    def inherits(self) -> str:
        """The path of the file from which this one inherits, or nothing."""
        own = self._own_scalars
        return next((scalar.value for scalar in own if scalar.keys == ("INHERIT",)), "")

    @cached_property
    def _own_scalars(self) -> list[Scalar]:
        try:
            node = yaml.compose(self.text, Loader=yaml.SafeLoader)
        except yaml.YAMLError:
            return []
        return list(_walk(node, ())) if node is not None else []

    def location_of(self, words: str, *, alone: bool = True) -> Location | None:
        """Where a value stands that is some words, or (not ``alone``) that holds them."""
        for scalar in self.scalars:
            if scalar.keys[:1] in _PATTERNS:
                continue
            if scalar.value == words or (not alone and words and words in scalar.value):
                return scalar.location
        return None


def _moved(scalar: Scalar, lines: int) -> Scalar:
    return replace(scalar, location=Location(scalar.location.line + lines, scalar.location.column))


_ADDRESSES = frozenset(
    {
        ("repo_url",),
        ("edit_uri",),
        ("edit_uri_template",),
        ("extra", "homepage"),
        ("extra", "social", "link"),
        ("extra", "alternate", "link"),
    }
)


def check_settings(config: ConfigFile, name: str) -> Iterator[Problem]:
    """The problems of the addresses outside that settings name, whether or not a theme shows them."""
    for scalar in config.scalars:
        if scalar.keys in _ADDRESSES and leads_outside(scalar.value) and (fault := fault_of(scalar.value)):
            yield problem_at(
                name, scalar.location, fault.code, fault.message, guess=fault.guess, hint=fault.hint
            )


def _walk(node: yaml.Node, keys: tuple[str, ...]) -> Iterator[Scalar]:
    if isinstance(node, yaml.ScalarNode):
        mark = node.start_mark
        yield Scalar(str(node.value), keys, Location(mark.line + 1, mark.column + 1))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _walk(item, keys)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            yield from _walk(value, (*keys, name))
