"""Reads YAML files as data with locations, so that each problem is reported with its line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import takewhile
from typing import Any

import yaml

from link_checks.config_file import ConfigFile, Scalar
from link_checks.location import Location
from link_checks.problem import Problem
from reading_edition.model.problems import problem_in

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's loader is ten times faster
_ERRORS = (yaml.YAMLError, RecursionError, ValueError)

# The possible start of a tag, an anchor or an alias. Most files contain none, and are not parsed to find them.
_FEATURE = re.compile(r"(?:^|[\s\[\]{},:?-])[&*!]\S")

# Beginnings of the error messages of libyaml and PyYAML, with the variants of our message.
_SAID = {
    "mapping values": "colon",
    "did not find expected key": "column",
    "did not find expected '-'": "column",
    "expected <block end>": "column",
    "could not find expected ':'": "field",
}

Items = list[tuple[dict[str, Any], Location]]


def read_list(file: str, text: str) -> tuple[Items, list[Problem]]:
    """Return the items of a YAML list of mappings, each with its location, and the problems of the file.

    Every scalar is a string. Nothing is raised. To save memory, the file is parsed one item at a time.
    """
    if problems := check_yaml_features(file, text):
        return [], problems
    items: Items = []
    try:
        events = yaml.parse(text, Loader=_Loader)
        root = next(each for each in events if not isinstance(each, yaml.StreamStartEvent | yaml.DocumentStartEvent))
        for event in _inside(events) if isinstance(root, yaml.SequenceStartEvent) else ():
            problems += _read_item(file, event, events, items)
        others = [event for event in events if isinstance(event, yaml.DocumentStartEvent)]
    except _ERRORS as error:
        return [], [_syntax_problem(file, error)]
    if others:
        location = _location(others[0].start_mark)
        return [], [problem_in(file, location, "yaml-syntax/other", what="another document begins here")]
    if not isinstance(root, yaml.SequenceStartEvent | yaml.StreamEndEvent):
        problems.append(problem_in(file, Location(1, 1), "yaml-form"))
    return items, problems


def check_yaml_features(file: str, text: str) -> list[Problem]:
    """Report tags, which can run programs, and anchors and aliases, a few of which can exhaust the memory."""
    problems: list[Problem] = []
    with suppress(*_ERRORS):  # the function that reads the data reports invalid YAML
        for event in yaml.parse(text, Loader=_Loader) if _FEATURE.search(text) else ():
            location, tag = _location(event.start_mark), getattr(event, "tag", None) or "!"
            if tag != "!":
                tag = tag.replace("tag:yaml.org,2002:", "!!")
                problems.append(problem_in(file, location, "yaml-tag", tag=tag))
            if anchor := getattr(event, "anchor", None):
                sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
                problems.append(problem_in(file, location, "yaml-alias", alias=f"{sign}{anchor}"))
    return problems


def misread(data: object, file: ConfigFile) -> Iterator[tuple[Scalar, object]]:
    """Yield numbers and dates that YAML reads as other values: 1.10 as 1.1, 010 as 8, 12:30 as 750."""
    for scalar in file.scalars:
        value = data
        for key in scalar.keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, int | float | date) and not isinstance(value, bool) and str(value) != scalar.value:
            yield scalar, value


def _location(mark: Any) -> Location:
    return Location(mark.line + 1, mark.column + 1)


def front_matter_of(text: str) -> str:
    """Return the front matter of a page, after an empty line that keeps its line numbers, or an empty string."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].rstrip(" \t") != "---":
        return ""
    ends = (number for number, line in enumerate(lines[1:], 1) if line.rstrip(" \t") in ("---", "..."))
    end = next(ends, 0)
    return "\n".join(["", *lines[1:end], ""]) if end > 1 else ""


def _inside(events: Iterator[Any]) -> Iterator[Any]:
    """Iterate over the first event of each item or key in the list or mapping that has just begun; consume its end."""
    return takewhile(lambda event: not isinstance(event, yaml.CollectionEndEvent), events)


def _value(event: Any, events: Iterator[Any]) -> Any:
    """Return the value that begins with an event. Scalars stay strings: ``010`` and ``no`` are not converted."""
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    if isinstance(event, yaml.SequenceStartEvent):
        return [_value(item, events) for item in _inside(events)]
    return {str(_value(key, events)): _value(next(events), events) for key in _inside(events)}


def _read_item(file: str, event: Any, events: Iterator[Any], items: Items) -> Iterable[Problem]:
    """Add an item to ``items``; return its problems: it is not a mapping, or it has duplicate fields.

    YAML would keep the last of two duplicate fields and lose the first. A duplicate id means that two items have run
    together; the other duplicates are not reported then.
    """
    location = _location(event.start_mark)
    if not isinstance(event, yaml.MappingStartEvent):
        _value(event, events)
        return [problem_in(file, location, "yaml-form/item")]
    item: dict[str, Any] = {}
    problems: dict[str, Problem] = {}
    for key in _inside(events):
        name = str(_value(key, events))
        if name in item:
            code = "yaml-twice/id" if name == "id" else "yaml-twice"
            problems[name] = problem_in(file, _location(key.start_mark), code, name=name)
        item[name] = _value(next(events), events)
    items.append((item, location))
    return [problems["id"]] if "id" in problems else problems.values()


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
