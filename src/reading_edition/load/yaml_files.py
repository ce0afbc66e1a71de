"""YAML files as data with locations, so that each problem is reported with its line."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

import yaml

from link_checks.config_file import ConfigFile, Scalar
from link_checks.location import Location
from link_checks.problem import Problem
from reading_edition.model.problems import problem_in

_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is ten times faster


class _PlainLoader(_SafeLoader):  # type: ignore[misc]
    """Safe, and without YAML's guesses: dates, numbers, and ``no`` stay as they were written."""


_PlainLoader.yaml_implicit_resolvers = {}
_ERRORS = (yaml.YAMLError, RecursionError, ValueError)
_TEXT, _LIST = "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq"

# Where a tag, an anchor, or an alias may begin; most files have none and need not be parsed for it.
_FEATURE = re.compile(r"(?:^|[\s\[\]{},:?-])[&*!]\S")

# How libyaml and PyYAML begin what they say of a mistake, with the variant of our message.
_SAID = {
    "mapping values": "colon",
    "did not find expected key": "column",
    "did not find expected '-'": "column",
    "expected <block end>": "column",
    "could not find expected ':'": "field",
}

_LONG = 20_000  # characters of a list that is read as a whole
Items = list[tuple[dict[str, Any], Location]]


def read_list(file: str, text: str, long: int = _LONG) -> tuple[Items, list[Problem]]:
    """The items of a YAML file that is a list of mappings, each with its location, and the problems.

    Every scalar is a string. Nothing is raised.
    """
    if problems := check_yaml_features(file, text):
        return [], problems
    items: Items = []
    try:
        for piece in _pieces(text, long):
            node = yaml.compose(piece, Loader=_PlainLoader)
            if node is not None and not isinstance(node, yaml.SequenceNode):
                return [], [problem_in(file, Location(1, 1), "yaml-form")]
            for child in node.value if node is not None else ():
                problems += _read_item(file, child, items)
    except _ERRORS as error:
        if len(text) > long:  # it may be in two pieces of one item
            return read_list(file, text, len(text))
        return [], [_syntax_problem(file, error)]
    return items, problems


def _pieces(text: str, long: int) -> Iterator[str]:
    """A long list in pieces, because its nodes fill the memory; empty lines before each keep the numbers of lines."""
    start = 0
    while (end := text.find("\n- ", start + long)) >= 0:
        yield "\n" * text.count("\n", 0, start) + text[start : end + 1]
        start = end + 1
    yield "\n" * text.count("\n", 0, start) + text[start:]


def check_yaml_features(file: str, text: str) -> list[Problem]:
    """Reports tags, which can run programs, and anchors and aliases, a few of which can fill the memory."""
    problems: list[Problem] = []
    with suppress(*_ERRORS):  # the reader of the text reports what is not YAML
        for event in yaml.parse(text, Loader=_PlainLoader) if _FEATURE.search(text) else ():
            problems.extend(_feature_problems(file, event))
    return problems


def _feature_problems(file: str, event: Any) -> Iterator[Problem]:
    tag, anchor = getattr(event, "tag", None), getattr(event, "anchor", None)
    if tag and tag != "!":
        tag = tag.replace("tag:yaml.org,2002:", "!!")
        yield problem_in(file, _location(event.start_mark), "yaml-tag", tag=tag)
    if anchor:
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        yield problem_in(file, _location(event.start_mark), "yaml-alias", alias=f"{sign}{anchor}")


def misread(data: object, file: ConfigFile) -> Iterator[tuple[Scalar, object]]:
    """The numbers and days that YAML reads otherwise than a file writes them: 1.10 is 1.1, 010 is 8, 12:30 is 750."""
    for scalar in file.scalars:
        value = data
        for key in scalar.keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, int | float | date) and not isinstance(value, bool) and str(value) != scalar.value:
            yield scalar, value


def _location(mark: Any) -> Location:
    return Location(mark.line + 1, mark.column + 1)


def front_matter_of(text: str) -> str:
    """The YAML above a page, with an empty line for each line above it; nothing where there is none."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].rstrip(" \t") != "---":
        return ""
    ends = (number for number, line in enumerate(lines[1:], 1) if line.rstrip(" \t") in ("---", "..."))
    end = next(ends, 0)
    return "\n".join(["", *lines[1:end], ""]) if end > 1 else ""


def _read_item(file: str, node: yaml.Node, items: Items) -> Iterator[Problem]:
    """Adds an item to a list, or reports it."""
    location, value = _location(node.start_mark), _value(node)
    yield from _repeated_fields(file, node)
    if isinstance(value, dict):
        items.append(({str(key): item for key, item in value.items()}, location))
    else:
        yield problem_in(file, location, "yaml-form/item")


def _value(node: yaml.Node) -> Any:
    """The value of a node: texts, lists, and mappings here, which is faster; anything else by the library."""
    if isinstance(node, yaml.ScalarNode) and node.tag == _TEXT:
        return node.value
    if isinstance(node, yaml.SequenceNode) and node.tag == _LIST:
        return [_value(item) for item in node.value]
    if isinstance(node, yaml.MappingNode) and all(key.tag == _TEXT for key, _ in node.value):
        return {key.value: _value(value) for key, value in node.value}
    return _PlainLoader("").construct_object(node, deep=True)


def _repeated_fields(file: str, node: yaml.Node) -> list[Problem]:
    """Fields that an item has twice; YAML would keep the last and lose the first.

    If the id is one of them, two items have run together, and the other fields need not be reported.
    """
    problems: dict[str, Problem] = {}
    seen: set[str] = set()
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else []:
        name = str(key.value)
        if name in seen:
            code = "yaml-twice/id" if name == "id" else "yaml-twice"
            problems[name] = problem_in(file, _location(key.start_mark), code, name=name)
        seen.add(name)
    return [problems["id"]] if "id" in problems else list(problems.values())


def _syntax_problem(file: str, error: Exception) -> Problem:
    context, what = str(getattr(error, "context", "") or ""), str(getattr(error, "problem", None) or error)
    mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    variant = next((variant for words, variant in _SAID.items() if what.startswith(words)), "other")
    if "quoted scalar" in context and start is not None:
        mark, variant = start, "quotation"
    elif "tab" in what or "\\t" in what:
        variant = "tab"
    elif variant == "other" and start is not None:
        what += f", in what begins in line {start.line + 1}"
    return problem_in(file, _location(mark) if mark else None, f"yaml-syntax/{variant}", what=what)
