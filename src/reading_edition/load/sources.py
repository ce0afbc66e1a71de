"""Reads the YAML files of sources and emendations."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from link_checks.invisible_characters import invisible_in
from link_checks.location import Lines, Location
from link_checks.problem import Problem, problem_at
from reading_edition.load import schema
from reading_edition.load.schema import NAMES, TEXT, Fields, Value
from reading_edition.load.yaml_files import read_list
from reading_edition.model import csl
from reading_edition.model.items import Emendation, Source
from reading_edition.model.names import ID_RULE, is_id
from reading_edition.model.problems import problem_in
from reading_edition.model.settings import Settings

_ID_LINE = re.compile(r"^-[ ]+id:[ ]*([a-z][a-z0-9-]*)[ ]*$", re.MULTILINE)
# Indentation, hyphen, name and colon of a line, with the spaces between them.
_BEFORE_VALUE = re.compile(r"^[^\S\n]*-?[^\S\n]*(?:[\w-]+:[^\S\n]*)?", re.MULTILINE)
_NEEDED = ("id", "label", "kind", "type", "title")


def _id(value: Any) -> str:
    if not is_id(written := schema.as_text(value)):
        invisible = invisible_in(written)
        raise ValueError(f"with {invisible}" if invisible else "which cannot be used")
    return written


def _names(value: Any) -> Any:
    if isinstance(value, list) and any(isinstance(name, str) for name in value):
        raise ValueError("with an item that is not a name with 'family' or 'literal'")
    return schema.as_names(value)


_NOT_ADDRESS = "which does not begin with https:// or http://"
_as_address = schema.value_that(re.compile("https?://").match, _NOT_ADDRESS, schema.as_text)
_FIELDS = {
    "id": Value("smith-1997", _id, hint=ID_RULE, code="source-id"),
    "label": TEXT,
    "kind": TEXT,
    "identifier": TEXT,
    "remark": TEXT,
    **schema.CSL,
    **dict.fromkeys(csl.NAMES, Value(NAMES.example, _names)),
    "URL": Value("https://...", _as_address, code="source-url"),
}
_EMPTY_LIST = re.compile(r"^\[\]", re.MULTILINE)  # the list in a new edition, which is empty on purpose
_PARTS = ("paragraph", "received", "read", "why")
_EMENDATION = Fields("...", dict.fromkeys(_PARTS, TEXT), needed=_PARTS)


def read_sources(file: str, text: str, settings: Settings) -> tuple[list[Source], list[Problem]]:
    """Return the sources in a file, and the problems of the file."""
    kinds = tuple(settings.source_kinds)
    items, problems = _read_list(file, text)
    sources = _ids_alone(text) if problems and not items else []
    if not items and not problems and not _EMPTY_LIST.search(text):
        problems = [problem_in(file, None, "no-sources")]
    hint = f"write one of {', '.join(kinds)}"
    kind = replace(schema.one_of(kinds, "an unknown kind of source", hint=hint, code="source-kind"), example="...")
    fields = Fields("...", {**_FIELDS, "kind": kind}, needed=_NEEDED, meant=csl.MEANT_FIELDS)
    for item, location in items:
        name = f"source '{item['id']}'" if item.get("id") else "this source"
        faults: list[schema.Fault] = []
        values = schema.read(fields, item, faults)
        problems += [_problem(file, location, fault, name, "source-field") for fault in faults]
        if isinstance(item.get("id"), str) and item["id"]:
            sources.append(_source(item, {**values, "id": item["id"]}, location))
    problems += [*_twice(file, sources, "id"), *_twice(file, sources, "label")]
    unique = {source.id: source for source in reversed(sources)}
    return [source for source in sources if unique[source.id] is source], problems


def _read_list(file: str, text: str) -> tuple[list[tuple[dict[str, Any], Location]], list[Problem]]:
    """Return the items and problems of a file; invisible spaces are reported instead of the problems they may cause."""
    items, problems = read_list(file, text)
    invisible = [
        problem_in(file, Lines(text).location(match.start()), "yaml-syntax/space", invisible=found)
        for match in (_BEFORE_VALUE.finditer(text) if problems else ())
        if (found := invisible_in(match[0]))
    ]
    return items, invisible or problems


def _ids_alone(text: str) -> list[Source]:
    """Return the sources of an invalid YAML file by id alone, so that one mistake does not break every citation."""
    return [
        Source(match[1], match[1], "", {"id": match[1], "type": "document", "title": match[1]})
        for match in _ID_LINE.finditer(text)
    ]


def _problem(file: str, location: Location, fault: schema.Fault, name: str, code: str) -> Problem:
    what = f"the field '{fault.path[0]}' of {name}" if fault.path else name
    return problem_at(file, location, fault.code or code, f"{what} {fault.text}", guess=fault.guess, hint=fault.hint)


def _source(item: Mapping[str, Any], values: Mapping[str, Any], location: Location) -> Source:
    """Return the source of an item in the file; ``values`` are the item's valid values."""
    fields = {name: values[name] for name in (*csl.TEXTS, *csl.DATES) if name in values}
    fields |= {name: [each.csl for each in values[name]] for name in csl.NAMES if name in values}
    return Source(
        id=values["id"],
        label=values.get("label", values["id"]),
        kind=str(item.get("kind") or ""),
        csl={"id": values["id"], "type": "document", **fields},
        identifier=values.get("identifier", ""),
        remark=values.get("remark", ""),
        location=location,
    )


def _twice(file: str, sources: Iterable[Source], what: str) -> Iterator[Problem]:
    first: dict[str, Location | None] = {}
    for source in sources:
        name = getattr(source, what)
        if name in first:
            line = (first[name] or Location(0, 0)).line
            yield problem_in(file, source.location, "duplicate-id/source", what=what, name=name, line=line)
        first.setdefault(name, source.location)


def read_emendations(file: str, text: str) -> tuple[list[Emendation], list[Problem]]:
    """Return the emendations in a file, and the problems of the file."""
    items, problems = _read_list(file, text)
    emendations = []
    for item, location in items:
        faults: list[schema.Fault] = []
        values = schema.read(_EMENDATION, item, faults)
        problems += [_problem(file, location, fault, "this emendation", "emendation-field") for fault in faults]
        if len(values) == len(_PARTS):
            number = values["paragraph"]
            values["paragraph"] = f"p{number}" if number[0].isdigit() else number
            emendations.append(Emendation(**values, location=location))
    return emendations, problems
