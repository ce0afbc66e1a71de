"""Schemas: tables of the fields that a hand-written YAML file may contain, and a reader that checks values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from textwrap import shorten
from typing import Any, TypeVar

from link_checks.invisible_characters import unseen_difference
from link_checks.suggestions import closest
from reading_edition.model import csl
from reading_edition.model.about import LANGUAGE, Name
from reading_edition.model.dates import DATE_HINT, closest_date, date_fault

_SHOWN, _LISTED = 60, 300  # most characters of a value, and of a list of fields, in a message
_NAME_PARTS = ("family", "given", "literal", "suffix")
_T = TypeVar("_T")


@dataclass(frozen=True)
class Value:
    """The schema of a single value, with an example.

    ``read`` returns the value as the program uses it, or raises ValueError with a fault such as "not a list". ``guess``
    returns the value that was probably meant. ``hint`` replaces the example, ``code`` the error code of the file.
    """

    example: str
    read: Callable[[Any], Any]
    guess: Callable[[str], str] = lambda _: ""
    hint: str = ""
    code: str = ""


@dataclass(frozen=True)
class Fields:
    """The schema of a mapping with known keys, or with any keys whose values have the schema ``others``.

    ``needed`` keys are required. ``meant`` maps other names for keys, in lower case, to the keys.
    """

    example: str
    fields: Mapping[str, Schema] = field(default_factory=dict)
    needed: Iterable[str] = ()
    meant: Mapping[str, str] = field(default_factory=dict)
    others: Schema | None = None


Schema = Value | Fields


@dataclass(frozen=True)
class Fault:
    """A fault in the value at a path of keys; in the message, ``text`` follows the name of the value.

    ``key`` is a key that the mapping at the path should not contain.
    """

    path: tuple[str, ...]
    text: str
    key: str = ""
    guess: str = ""
    hint: str = ""
    code: str = ""


def read(schema: Schema, value: object, faults: list[Fault], path: tuple[str, ...] = ()) -> Any:
    """Return a value as the program uses it, without faulty values and empty known fields; add faults to ``faults``."""
    if isinstance(schema, Value):
        return _read_value(schema, value, faults, path)
    if not isinstance(value, Mapping):
        faults.append(Fault(path, f"is {shown(value)}, not a mapping", hint=_hint(schema, path)))
        return {}
    items = {str(key): item for key, item in value.items()}
    if schema.others is None:
        faults += _faults_of_keys(schema, items, path)
        items = {key: item for key, item in items.items() if not _is_empty(item)}
    found: dict[str, Any] = {}
    for key, item in items.items():
        if (of_item := schema.fields.get(key, schema.others)) is not None:
            found[key] = read(of_item, item, faults, (*path, key))
    return {key: item for key, item in found.items() if item is not None}


def _read_value(schema: Value, value: object, faults: list[Fault], path: tuple[str, ...]) -> Any:
    try:
        return schema.read(value)
    except ValueError as error:
        guess = schema.guess(str(value))
        unseen = unseen_difference(str(value), guess)
        text = f"is {shown(value)}, {error}{', ' if unseen else ''}{unseen}"
        faults.append(Fault(path, text, guess=guess, hint=_hint(schema, path), code=schema.code))
        return None


def _faults_of_keys(schema: Fields, items: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[Fault]:
    for key in schema.needed:
        if _is_empty(items.get(key)):
            needed = schema.fields[key]
            code = needed.code if isinstance(needed, Value) else ""
            yield Fault(path, f"has no '{key}'", hint=f"add {key}: {needed.example}", code=code)
    for key in items:
        if key not in schema.fields:
            meant = schema.meant.get(key.casefold(), "")
            guess = meant if meant in schema.fields else closest(key, schema.fields)
            names = shorten(", ".join(schema.fields), _LISTED, placeholder=" ...")
            hint = "" if guess else f"write one of {names}"
            unseen = unseen_difference(key, guess)
            yield Fault(path, f"has an unknown field '{key}'{' ' if unseen else ''}{unseen}", key, guess, hint)


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {})


def _hint(schema: Schema, path: tuple[str, ...]) -> str:
    hint = schema.hint if isinstance(schema, Value) else ""
    return hint or f"write {path[-1] if path else 'edition'}: {schema.example}"


def shown(value: object) -> str:
    """Return a value as messages show it."""
    if value is None or not str(value).strip():
        return "empty"
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, list) else f"'{shorten(str(value), _SHOWN, placeholder=' ...')}'"


def as_text(value: Any) -> str:
    """Return a value as text. Accept numbers and dates, because YAML parses unquoted text such as 1.0 as these."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise ValueError("not a text in quotation marks" if isinstance(value, bool) else "not a text")
    return str(value)


def as_list(value: Any, read_item: Callable[[Any], _T]) -> tuple[_T, ...]:
    """Return the items of a list, each of them read by ``read_item``."""
    if not isinstance(value, list):
        raise ValueError("not a list")
    try:
        return tuple(read_item(item) for item in value)
    except ValueError as error:
        raise ValueError(f"with an item that is {error}") from error


def value_that(
    is_right: Callable[[Any], object], fault: str, read: Callable[[Any], Any] = lambda value: value
) -> Callable[[Any], Any]:
    """Return a reader that calls ``read``, and raises ValueError with ``fault`` if its result fails ``is_right``."""

    def read_value(value: Any) -> Any:
        if not is_right(found := read(value)):
            raise ValueError(fault)
        return found

    return read_value


as_texts = partial(as_list, read_item=as_text)
as_count = value_that(lambda value: type(value) is int and value >= 0, "not a whole number")
as_number = value_that(lambda value: type(value) in (int, float), "not a number")
as_flag = value_that(lambda value: isinstance(value, bool), "neither true nor false")


def as_date(value: Any) -> str:
    """Return the text of a date in EDTF, or raise ValueError with the fault of the date."""
    written = as_text(value)
    if fault := date_fault(written):
        raise ValueError(f"a date {fault}")
    return written


def _name(item: object) -> Name:
    """Return a name from a string, or from a mapping with CSL's name parts."""
    if isinstance(item, str):
        return Name(literal=item)
    if not isinstance(item, Mapping) or not (item.get("family") or item.get("literal")):
        raise ValueError("not a name with 'family' or 'literal'")
    if unknown := next((part for part in item if part not in _NAME_PARTS), None):
        raise ValueError(f"a name with an unknown part '{unknown}'")
    return Name(**{part: as_text(item[part]) for part in _NAME_PARTS if item.get(part)})


as_names = partial(as_list, read_item=_name)


def one_of(choices: Sequence[str], fault: str = "", *, hint: str = "", code: str = "") -> Value:
    """Return the schema of a text that is one of ``choices``."""
    read = value_that(frozenset(choices).__contains__, fault or f"not one of {', '.join(choices)}", as_text)
    return Value(choices[0] if choices else "...", read, partial(closest, candidates=choices), hint, code)


TEXT = Value("...", as_text)
LABEL = Value("...", value_that(str.strip, "not a label", as_text))
DATE = Value("2010-03", as_date, guess=closest_date, hint=DATE_HINT, code="date")
LANGUAGE_TAG = Value(
    "en", value_that(LANGUAGE.fullmatch, "not a language tag", as_text), hint="write a tag such as en, ar or zh-Hant"
)
NAMES = Value("[{family: Lee, given: Ann}, {literal: A Society}]", as_names)


def _meant_type(written: str) -> str:
    meant = csl.MEANT_TYPES.get(written.casefold().replace(" ", "-"), "")
    return meant or closest(written, csl.TYPES)


_COMMON_TYPES = "treaty, speech, report, article-newspaper, article-journal, book, webpage or document"
_as_type = value_that(csl.TYPES.__contains__, "an unknown type of source", as_text)
CSL: Mapping[str, Schema] = {  # the CSL fields of a work
    **dict.fromkeys(csl.TEXTS, TEXT),
    **dict.fromkeys(csl.NAMES, NAMES),
    **dict.fromkeys(csl.DATES, DATE),
    "language": LANGUAGE_TAG,
    "type": Value("book", _as_type, _meant_type, f"write one such as {_COMMON_TYPES}", "source-type"),
}
