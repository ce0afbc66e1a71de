"""Facts about a text and its edition, from ``extra.edition.about``. A fact that is not given is empty and not shown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*")  # the syntax of BCP 47 tags


@dataclass(frozen=True)
class Name:
    """A name in CSL's terms: ``family``, ``given`` and ``suffix`` for a person, ``literal`` for an organization."""

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
        """The name as in an alphabetical list: family name, given name, suffix."""
        return self.literal or ", ".join(filter(None, [self.family, self.given, self.suffix]))

    @property
    def csl(self) -> dict[str, str]:
        return {part: text for part, text in vars(self).items() if text}


@dataclass(frozen=True)
class Rights:
    """The copyright of the essay's text, and the license of the notes."""

    essay: str = ""
    notes: str = ""
    notes_url: str = ""


@dataclass(frozen=True)
class About:
    """Facts about a text and its edition, as the settings give them."""

    essay: Mapping[str, Any] = field(default_factory=dict)  # the essay as a CSL item, with the fields that are given
    authors: Sequence[Name] = ()
    editors: Sequence[Name] = ()
    language: str = "und"  # of the essay; "und" is the BCP 47 tag for an unknown language
    notes_language: str = "en"  # of notes, entries and labels
    rights: Rights = field(default_factory=Rights)
    edition_title: str = ""  # empty if the edition has the essay's title
    version: str = ""
    date: str = ""
    written: str = ""
    original: str = ""
    image: str = ""  # the path of the preview image for shared links
    citation: str = ""  # the citation of a paragraph, with the placeholder {number}
    rights_page: str = ""

    @property
    def title(self) -> str:
        """The essay's title in the settings, or an empty string; ``Edition.title`` falls back on the first line."""
        return str(self.essay.get("title", ""))
