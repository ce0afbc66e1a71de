"""The facts about a text and its edition, ``extra.edition.about``. One that is not given is empty, and not shown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*")  # the form of BCP 47's tags


@dataclass(frozen=True)
class Name:
    """A name in CSL's terms: ``family``, ``given`` and ``suffix`` of a person, ``literal`` of a body."""

    family: str = ""
    given: str = ""
    literal: str = ""
    suffix: str = ""

    @property
    def full(self) -> str:
        return self.literal or " ".join(filter(None, [self.given, self.family, self.suffix]))

    @property
    def is_person(self) -> bool:
        return not self.literal

    @property
    def inverted(self) -> str:
        """The name as in a list: family name, given name."""
        return self.literal or ", ".join(filter(None, [self.family, self.given, self.suffix]))

    @property
    def csl(self) -> dict[str, str]:
        return {part: text for part, text in vars(self).items() if text}


@dataclass(frozen=True)
class Rights:
    """Who owns the essay's words, and under which license the notes may be used."""

    essay: str = ""
    notes: str = ""
    notes_url: str = ""


@dataclass(frozen=True)
class About:
    """The facts about a text and its edition, as the settings give them."""

    essay: Mapping[str, Any] = field(default_factory=dict)  # the essay as an item of CSL, as far as it is given
    authors: Sequence[Name] = ()
    editors: Sequence[Name] = ()
    language: str = "und"  # of the essay; BCP 47's tag for an unknown language
    notes_language: str = "en"  # of notes, entries and labels
    rights: Rights = field(default_factory=Rights)
    edition_title: str = ""  # of the edition, where it differs from the essay's
    version: str = ""
    date: str = ""
    written: str = ""
    original: str = ""
    image: str = ""  # the path of the picture that is shown where the edition is shared
    citation: str = ""  # how a paragraph is cited, with {number} in it
    rights_page: str = ""

    @property
    def title(self) -> str:
        """The essay's title, or an empty text; the edition knows its first line."""
        return str(self.essay.get("title", ""))
