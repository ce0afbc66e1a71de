"""What an edition says of its text and of itself: title, author, editors, languages, rights, version.

It stands in mkdocs.yml under ``extra.edition.about``. None of it is needed: where something is not
said, who asks gets an empty value, and leaves it out of what he writes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reading_edition.model.dates import DATE_HINT, date_fault, is_date

LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*")  # the form of BCP 47's tags
UNDETERMINED = "und"  # BCP 47's tag for a language that nobody has said


@dataclass(frozen=True)
class Name:
    """A name in CSL's terms: ``family`` and ``given`` of a person, ``literal`` of a body."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @property
    def full(self) -> str:
        return self.literal or f"{self.given} {self.family}".strip()

    @property
    def is_person(self) -> bool:
        return not self.literal

    @property
    def inverted(self) -> str:
        """The name as lists have it: family name, given name."""
        return self.literal or ", ".join(filter(None, [self.family, self.given]))

    @property
    def csl(self) -> dict[str, str]:
        """The name as an item of CSL has it."""
        parts = {"family": self.family, "given": self.given, "literal": self.literal}
        return {part: text for part, text in parts.items() if text}


@dataclass(frozen=True)
class Rights:
    """Whose the essay's words are, and under which license the notes may be used."""

    essay: str = ""
    notes: str = ""
    notes_url: str = ""


@dataclass(frozen=True)
class About:
    """The facts. ``essay`` is the essay as an item of CSL, as far as the settings give one.

    ``edition_title`` is how the edition is called, where that is not the essay's title.
    ``language`` is the essay's, ``notes_language`` that of notes, entries and labels; ``image`` is the
    path of the picture that stands for the edition where it is shared.
    """

    essay: Mapping[str, Any] = field(default_factory=dict)
    authors: Sequence[Name] = ()
    editors: Sequence[Name] = ()
    language: str = UNDETERMINED
    notes_language: str = "en"
    rights: Rights = field(default_factory=Rights)
    edition_title: str = ""
    version: str = ""
    date: str = ""
    written: str = ""
    original: str = ""
    image: str = ""

    @property
    def title(self) -> str:
        """The essay's title, or nothing; the edition knows its first line."""
        return str(self.essay.get("title", ""))


def read_about(data: object) -> About:
    """The facts from the value of ``extra.edition.about``; ValueError says what is of another form."""
    about = _mapping(data, "about")
    essay = _mapping(about.get("essay"), "about.essay")
    _date(essay.get("issued"), "about.essay.issued")
    rights = {name: str(value) for name, value in _mapping(about.get("rights"), "about.rights").items()}
    if unknown := sorted(set(rights) - {"essay", "notes", "notes_url"}):
        raise ValueError(f"about.rights has '{unknown[0]}'; it knows essay, notes and notes_url")
    return About(
        essay=essay,
        authors=_names(essay.get("author"), "about.essay.author"),
        editors=_names(about.get("editors"), "about.editors"),
        language=_language(essay.get("language"), "about.essay.language", UNDETERMINED),
        notes_language=_language(about.get("notes_language"), "about.notes_language", "en"),
        rights=Rights(**rights),
        edition_title=_text(about, "title"),
        version=_text(about, "version"),
        date=_date(about.get("date"), "about.date"),
        written=_date(about.get("written"), "about.written"),
        original=_text(about, "original"),
        image=_text(about, "image"),
    )


def _mapping(value: object, name: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise ValueError(f"{name} is no mapping; see README.md")
    return {str(key): item for key, item in value.items()}


def _text(about: Mapping[str, Any], name: str) -> str:
    value = about.get(name)
    return "" if value is None else str(value)


def _date(value: object, where: str) -> str:
    text = "" if value is None else str(value)
    if text and not is_date(text):
        raise ValueError(f"{where} is '{text}', a date {date_fault(text)}; {DATE_HINT}")
    return text


def _language(value: object, where: str, otherwise: str) -> str:
    tag = str(value or otherwise)
    if not LANGUAGE.fullmatch(tag):
        raise ValueError(f"{where} is '{tag}', which is no language tag; write one such as en, ar or zh-Hant")
    return tag


def _names(value: object, where: str) -> tuple[Name, ...]:
    """Names from a list; each a mapping in CSL's terms, or a plain text."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ValueError(f"{where} is no list; write - {{family: Sarotte, given: Mary Elise}}")
    return tuple(_name(item, where) for item in value)


def _name(item: object, where: str) -> Name:
    if isinstance(item, str):
        return Name(literal=item)
    if isinstance(item, Mapping) and ("family" in item or "literal" in item):
        return Name(*(str(item.get(part, "")) for part in ("family", "given", "literal")))
    raise ValueError(f"{where} has a name without 'family' or 'literal': {item}")
