"""The plan of the book: its chapters in reading order, their notes and pictures, and the targets of links."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from link_checks.hosts import is_own_machine
from reading_edition.export.entries import shown_blocks
from reading_edition.export.text_blocks import text_blocks
from reading_edition.export.xml import outside_address, xml_name
from reading_edition.load.mentions import Mentions
from reading_edition.model.addresses import address_of, relative_url
from reading_edition.model.csl_items import first_day
from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.items import Entry, Note, Page, Part, Passage
from reading_edition.model.names import part_title
from reading_edition.model.runs import IMAGE, NOTE_REFERENCE, Run, first_references, walk, words_of

ReadFile = Callable[[str], bytes]
_OPENING = ("p", "ul", "ol", "dl", "table", "figure", "blockquote")  # blocks kept before the entries of a page
_DEFAULT_DATE = "1980-01-01"  # the first day that a zip archive can express
# The image formats of every reading system (EPUB 3.3, section 3.2). The build rejects SVG with scripts.
_PICTURES = {f".{name}": f"image/{name}" for name in ("gif", "jpeg", "png", "webp")}
_PICTURES |= {".jpg": "image/jpeg", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Chapter:
    """A file of the book; ``runs`` are all that it shows of pages, ``opening`` the blocks before the entries.

    ``kind`` is ``introduction``, ``part``, ``appendix`` or a kind of entries.
    """

    name: str
    kind: str
    title: str
    page: Page | None = None
    part: Part | None = None
    opening: Sequence[Run] = ()
    entries: Sequence[Entry] = ()
    runs: Sequence[Run] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.xhtml"

    @cached_property
    def first_references(self) -> Mapping[tuple[str, str], Run]:
        """The first reference to each note, by its kind and its text."""
        return first_references(self.runs)


@dataclass(frozen=True)
class Picture:
    """A picture of the book: its file, its media type and its content."""

    file: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Book:
    """The plan of the book; the keys of ``pictures`` are paths in the documents' folder."""

    edition: Edition
    chapters: Sequence[Chapter]
    pictures: Mapping[str, Picture]

    @cached_property
    def mentions(self) -> Mentions:
        return Mentions(self.edition)

    @property
    def address(self) -> str:
        """The address of the site; empty if other machines cannot open it."""
        address = self.edition.address
        return "" if is_own_machine(urlsplit(address)) else address

    @property
    def identifier(self) -> str:
        """The identifier of the book, which stays the same in later versions."""
        original = self.edition.settings.facts.original
        return f"urn:uuid:{uuid5(NAMESPACE_URL, self.address or original or self.edition.title)}"

    @property
    def day(self) -> str:
        """The day that EPUB requires: the first that the date of the edition can mean; a default without a date."""
        date = first_day(self.edition.settings.facts.date)
        return f"{date}-01-01"[: len(_DEFAULT_DATE)] if date else _DEFAULT_DATE

    def notes_in(self, chapter: Chapter) -> list[Note]:
        """Return the notes to which a chapter refers, in order."""
        names = [name for kind, name in chapter.first_references if kind == NOTE_REFERENCE]
        return list(filter(None, map(self.edition.note, names)))

    @cached_property
    def _targets(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        """The file and id in the book of each page, passage, entry and note."""
        targets: dict[tuple[str, str], tuple[str, str]] = {}
        for chapter in self.chapters:
            if chapter.page is not None:
                url = chapter.page.url
                targets[url, ""] = chapter.file, ""
                items: list[Passage | Entry] = [*(chapter.part.passages if chapter.part else ()), *chapter.entries]
                for item in items:
                    targets.setdefault((url, item.id), (chapter.file, xml_name(item.id)))
                for note in self.notes_in(chapter):
                    targets.setdefault((url, note.id), (chapter.file, reference_id(note)))
        return targets

    def href(self, here: str, url: str, fragment: str = "") -> str:
        """Return the address of a page, or of an id on it, as written in a file of the book.

        A page outside the book has its address on the site; it is empty if the site has no public address.
        """
        target = self._targets.get((url, fragment)) or self._targets.get((url, ""))
        if target is not None:
            return relative_url(here, *target)
        return outside_address(address_of(self.edition, url, fragment, origin="")) if self.address else ""


def reference_id(note: Note) -> str:
    """Return the id of the first reference to a note. Links to the note lead there, because readers hide the note."""
    return xml_name(f"mark.{note.name}")


def plan_book(edition: Edition, read_file: ReadFile) -> Book:
    chapters = list(_chapters(edition))
    shown = [run for chapter in chapters for run in chapter.runs]
    shown += [run for note in edition.notes for run in note.paragraphs]
    return Book(edition, chapters, _pictures(shown, read_file))


def _chapters(edition: Edition) -> Iterator[Chapter]:
    """Yield the editors' introduction, the parts of the essay, the pages of each kind of entry, and the appendix."""
    yield from _editors_pages(edition, "introduction", edition.settings.introduction)
    for part in edition.parts:
        title = part_title(part, edition.settings.translate)
        runs = [run for passage in part.passages for run in passage.runs]
        runs += [block.run for block in text_blocks(part) if block.kind == "picture"]
        yield Chapter(f"part-{part.number}", "part", title, part.page, part, runs=runs)
    for kind in ENTRY_KINDS:
        entries = edition.of_kind(kind)
        if kind == "event" and any(entry.date for entry in entries):
            yield Chapter("chronology", kind, edition.settings.translate("All events"))
        for number, page in enumerate(dict.fromkeys(entry.page for entry in entries), 1):
            yield _page_of_entries(edition, f"{kind}-{number}", kind, page)
    yield from _editors_pages(edition, "appendix", edition.settings.appendix)


def _editors_pages(edition: Edition, kind: str, paths: Iterable[str]) -> Iterator[Chapter]:
    for number, page in enumerate(edition.pages_at(paths), 1):
        yield Chapter(f"{kind}-{number}", kind, page.title, page, runs=page.blocks)


def _page_of_entries(edition: Edition, name: str, kind: str, page: Page) -> Chapter:
    entries = edition.entries_on(page)
    ids = {entry.id for entry in entries}
    before = takewhile(lambda block: block.get("id") not in ids, page.blocks)
    opening = tuple(block for block in before if block.kind in _OPENING)
    runs = list(opening)
    for entry in entries:
        runs += [*entry.heading, *shown_blocks(entry, edition.settings.translate)]
    title = words_of([run for run in walk(page.blocks) if run.kind == "h1"][:1]) or page.title
    return Chapter(name, kind, title, page, opening=opening, entries=entries, runs=runs)


def _pictures(runs: Iterable[Run], read_file: ReadFile) -> dict[str, Picture]:
    """Return the pictures in some runs, by path, if every reading system can show their format."""
    pictures: dict[str, Picture] = {}
    for run in walk(runs):
        if run.kind == IMAGE and run.target and run.target.kind == "file":
            path = run.target.path
            suffix = posixpath.splitext(path)[1].lower()
            if path not in pictures and suffix in _PICTURES and (content := read_file(path)):
                pictures[path] = Picture(f"pictures/{len(pictures) + 1}{suffix}", _PICTURES[suffix], content)
    return pictures
