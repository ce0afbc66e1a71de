"""The plan of the book: its chapters in reading order, and where in them everything stands."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from reading_edition.export.xml import xml_name
from reading_edition.model.dates import is_date, read_date
from reading_edition.model.edition import Edition, Entry, Note, Page, Part, Passage
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.messages import Translator
from reading_edition.model.names import part_title

_NOBODY_SAID = "1980-01-01"  # where the edition has no date: the first day that a zip archive knows
# The pictures that every reader can show (EPUB 3.3, section 3.2), drawings apart, which may hold anything.
_PICTURES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0"})  # noqa: S104 (nothing is bound to it)


@dataclass(frozen=True)
class Chapter:
    """One file of the book. ``kind`` is ``part`` or a kind of entries; the chronology has no page."""

    file: str
    kind: str
    title: str
    page: Page | None = None
    part: Part | None = None


@dataclass(frozen=True)
class Picture:
    """A picture that stands in the book: its file there, what it is, and what the file holds."""

    file: str
    media_type: str
    content: bytes


@dataclass
class Book:
    """The plan, with what is found out as chapters are written: which ids stand in which file."""

    edition: Edition
    chapters: Sequence[Chapter]
    targets: Mapping[tuple[str, str], str]  # path of a page, id in it -> id in the book
    ids: dict[str, set[str]] = field(default_factory=dict)  # by the chapters' files
    pictures: dict[str, Picture] = field(default_factory=dict)  # by their paths in the documents' folder

    @property
    def translate(self) -> Translator:
        """The apparatus's own words."""
        return self.edition.settings.translate

    def kind_title(self, kind: str) -> str:
        """What the chapters of a kind are called together."""
        return {
            "part": self.translate("Essay"),
            "term": self.translate("Glossary"),
            "person": self.translate("People"),
            "event": self.translate("Chronology"),
            "source": self.translate("Sources"),
        }[kind]

    @property
    def address(self) -> str:
        """Where the site lives, if readers elsewhere can get there."""
        address = self.edition.address
        return "" if urlsplit(address).hostname in _LOOPBACK else address

    @property
    def identifier(self) -> str:
        """What this book and its later versions are known by."""
        facts = self.edition.settings.facts
        return f"urn:uuid:{uuid5(NAMESPACE_URL, self.address or facts.original or self.edition.title)}"

    @property
    def modified(self) -> str:
        """The first moment of the day from which the edition dates."""
        said = self.edition.settings.facts.date
        day = read_date(said).first.isoformat() if is_date(said) else _NOBODY_SAID
        return f"{day}T00:00:00Z"

    def picture(self, path: str) -> Picture | None:
        """A file of the documents' folder as a picture of the book, if every reader can show it."""
        suffix = posixpath.splitext(path)[1].lower()
        if path not in self.pictures and suffix in _PICTURES and (content := self.edition.read_file(path)):
            file = f"pictures/{len(self.pictures) + 1}{suffix}"
            self.pictures[path] = Picture(file, _PICTURES[suffix], content)
        return self.pictures.get(path)

    @property
    def style(self) -> str:
        return Path(__file__).with_name("book.css").read_text(encoding="utf-8")

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The files of the book by the paths of the pages that stand in them."""
        return {chapter.page.path: chapter.file for chapter in self.chapters if chapter.page is not None}

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """The paths of pages by their addresses."""
        return {page.url: page.path for page in self.edition.pages}

    @cached_property
    def notes(self) -> Mapping[str, Note]:
        """The notes by their names."""
        return {note.name: note for note in self.edition.notes}


def plan_book(edition: Edition) -> Book:
    """The chapters of an edition: the essay's parts, then the pages of each kind of entries."""
    targets: dict[tuple[str, str], str] = {}
    items: list[Passage | Entry] = [*edition.passages, *edition.entries]
    for item in items:
        targets.setdefault((item.page.path, item.id), xml_name(item.id))
    for note in edition.notes:
        targets.setdefault((note.page.path, note.id), mark_id(note))
    return Book(edition, list(_chapters(edition)), targets)


def mark_id(note: Note) -> str:
    """The id of a note's first mark, which is where links to the note lead: readers hide the note itself."""
    return xml_name(f"mark.{note.name}")


def _chapters(edition: Edition) -> Iterator[Chapter]:
    for part in edition.parts:
        yield Chapter(
            f"part-{part.number}.xhtml", "part", part_title(part, edition.settings.translate), part.page, part
        )
    for kind in ENTRY_KINDS:
        entries = edition.of_kind(kind)
        if kind == "event" and any(entry.date for entry in entries):
            yield Chapter("chronology.xhtml", kind, edition.settings.translate("All events"))
        pages = {entry.page.path: entry.page for entry in entries}
        for number, page in enumerate(pages.values(), 1):
            yield Chapter(f"{kind}-{number}.xhtml", kind, heading_of(page), page)


def heading_of(page: Page) -> str:
    """What a page is called: the words of its first heading, or else its title."""
    heading = next(page.root.iter("h1"), None)
    words = " ".join(heading.text_content().split()) if heading is not None else ""
    return words or page.title
