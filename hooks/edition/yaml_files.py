"""YAML files as data with places, so that a slip in one is told with its line."""

from __future__ import annotations

from typing import Any

import yaml

from linkcheck.problem import Problem, problem_at
from linkcheck.source import Place

_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is ten times faster


class _PlainLoader(_SafeLoader):  # type: ignore[misc]
    """Safe, and without YAML's guesses: dates, numbers and ``no`` stay the words that were written."""


_PlainLoader.yaml_implicit_resolvers = {}


def read_list(file: str, text: str) -> tuple[list[tuple[dict[str, Any], Place]], list[Problem]]:
    """The items of a YAML file that holds a list of mappings, each with its place.

    Every scalar is a string. What is not YAML, or of another form, comes back as problems.
    """
    try:
        node = yaml.compose(text, Loader=_PlainLoader)
        if node is None:
            return [], []
        if not isinstance(node, yaml.SequenceNode):
            return [], [
                problem_at(file, Place(1, 1), "yaml-form", "this file must hold a list", hint="- id: ...")
            ]
        return _items(file, node, text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return [], [_syntax_problem(file, error)]


def _items(
    file: str, node: yaml.SequenceNode, text: str
) -> tuple[list[tuple[dict[str, Any], Place]], list[Problem]]:
    items, problems = [], []
    loader = _PlainLoader(text)
    try:
        for child in node.value:
            place = Place(child.start_mark.line + 1, child.start_mark.column + 1)
            value = loader.construct_object(child, deep=True)
            if isinstance(value, dict):
                items.append(({str(key): item for key, item in value.items()}, place))
            else:
                problems.append(
                    problem_at(
                        file, place, "yaml-form", "an item must be 'name: value' lines", hint="- id: ..."
                    )
                )
    finally:
        loader.dispose()
    return items, problems


def _syntax_problem(file: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    place = Place(mark.line + 1, mark.column + 1) if mark else None
    what = getattr(error, "problem", None) or str(error)
    return problem_at(
        file,
        place,
        "yaml-syntax",
        f"not valid YAML: {what}",
        hint="put quotation marks around values with ': '",
    )
