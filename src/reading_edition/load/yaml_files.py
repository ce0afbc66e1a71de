"""YAML files as data with places, so that a slip in one is told with its line."""

from __future__ import annotations

import re
from typing import Any

import yaml

from link_checks.location import Location
from link_checks.problem import Problem, problem_at

_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is ten times faster


class _PlainLoader(_SafeLoader):  # type: ignore[misc]
    """Safe, and without YAML's guesses: dates, numbers and ``no`` stay the words that were written."""


_PlainLoader.yaml_implicit_resolvers = {}

# Where a tag, an anchor or an alias may begin; a text without such a place need not be taken apart for them.
_TRICK = re.compile(r"(?:^|[\s\[\]{},:?-])[&*!]\S")


def read_list(file: str, text: str) -> tuple[list[tuple[dict[str, Any], Location]], list[Problem]]:
    """The items of a YAML file that holds a list of mappings, each with its place.

    Every scalar is a string. What is not YAML, or of another form, comes back as problems.
    """
    if tricks := tricks_of(file, text):
        return [], tricks
    try:
        node = yaml.compose(text, Loader=_PlainLoader)
        if node is None:
            return [], []
        if not isinstance(node, yaml.SequenceNode):
            return [], [
                problem_at(file, Location(1, 1), "yaml-form", "this file must hold a list", hint="- id: ...")
            ]
        return _items(file, node, text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return [], [_syntax_problem(file, error)]


def tricks_of(file: str, text: str) -> list[Problem]:
    """The tags, anchors and aliases of some YAML: tags can call programs, a few aliases fill the memory."""
    problems: list[Problem] = []
    if not _TRICK.search(text):
        return problems
    try:
        for event in yaml.parse(text, Loader=_PlainLoader):
            tag, anchor = getattr(event, "tag", None), getattr(event, "anchor", None)
            if not tag and not anchor:
                continue
            mark = event.start_mark
            location = Location(mark.line + 1, mark.column + 1) if mark else None
            if tag and tag != "!":
                message, hint = (
                    f"the tag '{_short(tag)}' is refused",
                    "leave it out; every value here is plain text",
                )
                problems.append(problem_at(file, location, "yaml-tag", message, hint=hint))
            if anchor:
                sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
                message = f"'{sign}{anchor}' is refused: nothing here stands for something else"
                hint = "write the value out; text that begins with * or & wants quotation marks"
                problems.append(problem_at(file, location, "yaml-alias", message, hint=hint))
    except (yaml.YAMLError, RecursionError, ValueError):
        return problems  # what is not YAML is told by who reads it
    return problems


def _short(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def front_matter_of(text: str) -> str:
    """The YAML above a page, with a line before it for each line above it; nothing where there is none."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].rstrip(" \t") != "---":
        return ""
    ends = (number for number, line in enumerate(lines[1:], 1) if line.rstrip(" \t") in ("---", "..."))
    end = next(ends, 0)
    return "\n".join(["", *lines[1:end], ""]) if end > 1 else ""


def _items(
    file: str, node: yaml.SequenceNode, text: str
) -> tuple[list[tuple[dict[str, Any], Location]], list[Problem]]:
    items, problems = [], []
    loader = _PlainLoader(text)
    try:
        for child in node.value:
            location = Location(child.start_mark.line + 1, child.start_mark.column + 1)
            value = _value(child, loader)
            problems += _twice(file, child)
            if isinstance(value, dict):
                items.append(({str(key): item for key, item in value.items()}, location))
            else:
                problems.append(
                    problem_at(
                        file, location, "yaml-form", "an item must be 'name: value' lines", hint="- id: ..."
                    )
                )
    finally:
        loader.dispose()
    return items, problems


def _value(node: yaml.Node, loader: Any) -> Any:
    """What a node says: texts, lists and mappings of them; of anything else the library knows better."""
    if isinstance(node, yaml.ScalarNode) and node.tag == _TEXT:
        return node.value
    if isinstance(node, yaml.SequenceNode) and node.tag == _LIST:
        return [_value(item, loader) for item in node.value]
    if isinstance(node, yaml.MappingNode) and node.tag == _MAPPING and _has_plain_keys(node):
        return {key.value: _value(value, loader) for key, value in node.value}
    return loader.construct_object(node, deep=True)


def _has_plain_keys(node: yaml.MappingNode) -> bool:
    return all(isinstance(key, yaml.ScalarNode) and key.tag == _TEXT for key, _ in node.value)


_OUT_OF_LINE = (
    "did not find expected key",
    "did not find expected '-'",
    "expected <block end>",
)  # with libyaml, without
_LINE = "begin it in the same column as its neighbors, and put quotation marks around the whole of a value"
_COLON = "put the whole value into quotation marks; if it has them, look at the indentation"
_TEXT, _LIST, _MAPPING = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))


def _twice(file: str, node: yaml.Node) -> list[Problem]:
    """A field that stands twice in an item; YAML would keep the last and lose the first.

    Where it is the id, two items have run together, and no other field need be told.
    """
    problems: list[Problem] = []
    seen: set[str] = set()
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else []:
        location = Location(key.start_mark.line + 1, key.start_mark.column + 1)
        if str(key.value) in seen:
            hint = "an item begins with '- '; was the hyphen forgotten?" if key.value == "id" else "keep one"
            message = f"'{key.value}' stands twice in this item"
            problems.append(problem_at(file, location, "yaml-twice", message, hint=hint))
        seen.add(str(key.value))
    return [problem for problem in problems if "'id'" in problem.message] or problems


def _syntax_problem(file: str, error: Exception) -> Problem:
    context = str(getattr(error, "context", "") or "")
    mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    what = str(getattr(error, "problem", None) or error)
    if "quoted scalar" in context and start is not None:
        mark, what, hint = start, "a quotation mark is opened and not closed", 'close it: "..."'
    elif "tab" in what or "\\t" in what:
        hint = "indent with spaces, not with tabs"
    elif what.startswith("mapping values"):
        what, hint = "a colon where none can stand", _COLON
    elif what.startswith(_OUT_OF_LINE):
        what, hint = "this line does not go on from those above it", _LINE
    elif what.startswith("could not find expected ':'"):
        what, hint = "a field without a colon", "write name: value, in or above this line"
    else:
        hint = "look at indentation and quotation marks; a value with ': ' in it wants quotation marks"
        if start is not None:
            what += f", in what begins in line {start.line + 1}"
    location = Location(mark.line + 1, mark.column + 1) if mark else None
    return problem_at(file, location, "yaml-syntax", f"not valid YAML: {what}", hint=hint)
