"""The nouns of an annotated edition.

Everything here is a value, except that passages, notes, entries and references hold the element of the
rendered page in which they stand: weaving changes those elements, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml.html import HtmlElement

from link_checks.site import Page, Site
from link_checks.source import Place
from reading_edition.load.history import History
from reading_edition.model.code_host import CodeHost
from reading_edition.model.dates import EdtfDate
from reading_edition.model.permalinks import Addresses, Permalink
from reading_edition.model.settings import Settings

GIST_PREFIX = "gist-"  # of the ids of gists in a page; no entry's id begins so
_CITES = "<!-- edition: citation-"  # stands in the Markdown of the page that says how to cite
TERM_TYPES = ("organization", "place")  # what ``data-type`` may say of that which a term names


@dataclass(frozen=True)
class Passage:
    """A paragraph, list item or line of the essay: what readers cite, and links lead to.

    ``id`` is the promise to readers (``p5``, ``p26-1``, ``byline``); ``number`` what they say (``5``,
    ``26-1``), empty for the lines above the text, which have a ``label`` instead (``Byline``).
    """

    id: str
    page: Page = field(compare=False)
    element: HtmlElement = field(compare=False, repr=False)
    label: str = ""

    @property
    def number(self) -> str:
        return self.id[1:] if self.is_numbered else ""

    @property
    def is_numbered(self) -> bool:
        return self.id[0] == "p" and self.id[1:2].isdigit()

    @property
    def paragraph(self) -> str:
        """The id of the paragraph to which a list item belongs; else the passage's own."""
        return self.id.partition("-")[0] if self.is_numbered else self.id


@dataclass(frozen=True)
class Part:
    """One page of the essay with its passages, in order."""

    page: Page = field(compare=False)
    number: int
    passages: Sequence[Passage] = ()

    @property
    def numbered(self) -> list[Passage]:
        """The paragraphs that have a number, list items left out."""
        return [passage for passage in self.passages if passage.is_numbered and "-" not in passage.id]


@dataclass(frozen=True)
class Note:
    """A footnote of the apparatus. ``kind`` is one of the settings' kinds, or empty if it opens with none."""

    name: str
    kind: str
    number: int
    passage: Passage | None
    page: Page = field(compare=False)
    element: HtmlElement = field(compare=False, repr=False)
    marks: Sequence[HtmlElement] = field(compare=False, repr=False, default=())
    place: Place | None = None

    @property
    def id(self) -> str:
        return f"fn:{self.name}"


@dataclass(frozen=True)
class Entry:
    """A heading with an explicit id on a page of its kind, and what stands under it.

    ``kind`` is ``term``, ``person``, ``event`` or ``source``; ``data`` are the heading's data attributes
    without their prefix.
    """

    id: str
    kind: str
    title: str
    page: Page = field(compare=False)
    element: HtmlElement = field(compare=False, repr=False)
    blocks: Sequence[HtmlElement] = field(compare=False, repr=False, default=())
    data: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = None
    date: EdtfDate | None = None

    @property
    def gist(self) -> HtmlElement | None:
        """The first paragraph."""
        return next((block for block in self.blocks if block.tag == "p"), None)


@dataclass(frozen=True)
class Source:
    """An item of the list of sources: ``csl`` for the citation processor, the rest for the reader."""

    id: str
    label: str
    kind: str
    csl: Mapping[str, Any] = field(compare=False)
    identifier: str = ""
    remark: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class Emendation:
    """A restoration of the received text: ``received`` is what came to us, ``read`` what the page prints."""

    paragraph: str
    received: str
    read: str
    why: str
    place: Place | None = None


Owner = Passage | Note | Entry | Page
Aim = Passage | Note | Entry | Page


@dataclass(frozen=True)
class Reference:
    """A cross-reference: a link that somebody wrote, from its owner to its aim.

    ``heading`` is the heading of a page that the link names where the aim is a page.
    """

    owner: Owner = field(compare=False)
    aim: Aim = field(compare=False)
    element: HtmlElement = field(compare=False, repr=False)
    place: Place | None
    heading: HtmlElement | None = field(compare=False, repr=False, default=None)


@dataclass(frozen=True)
class Mention:
    """A place that links to an entry: its address and name, and the link's words with a few around.

    The words of a citation say nothing, and are left out.
    """

    url: str
    id: str
    label: str
    before: str
    words: str
    after: str


@dataclass
class Edition:
    """Everything that one build knows of the edition."""

    settings: Settings
    site: Site
    parts: list[Part]
    notes: list[Note]
    entries: list[Entry]
    references: list[Reference]
    sources: list[Source]
    emendations: list[Emendation]
    received: list[tuple[str, str]]
    mentions: Mapping[str, Sequence[Mention]] = field(default_factory=dict)  # by the entries' ids
    citations: Mapping[str, str] = field(default_factory=dict)  # HTML, by the sources' ids
    own_citations: dict[str, str] = field(default_factory=dict)  # HTML, by the ids of items.py
    bibtex: Mapping[str, str] = field(default_factory=dict)  # of the edition ("edition") and its "sources"
    history: History = field(default_factory=History)  # nothing where nobody keeps one
    permalinks: Sequence[Permalink] = ()
    addresses: Addresses = field(default_factory=Addresses)  # what this build publishes
    host: CodeHost | None = None  # where the sources are kept, if that is known
    address: str = ""  # where the site lives, with a slash at its end; nothing if nobody said
    front_matter: Mapping[str, Mapping[str, object]] = field(default_factory=dict)  # by the pages' paths
    read_file: Callable[[str], bytes] = field(
        default=lambda _path: b""
    )  # of the documents' folder, or nothing

    @property
    def title(self) -> str:
        """The essay's title: as the settings say it, or else the essay's first line."""
        lines = self.received[0][1:] if self.received else ("",)
        return self.settings.facts.title or lines[0]

    @property
    def passages(self) -> Iterator[Passage]:
        """All passages in reading order."""
        for part in self.parts:
            yield from part.passages

    @cached_property
    def page_how_to_cite(self) -> Page | None:
        """The page on which the edition is cited, if there is one."""
        return next((page for page in self.site.pages if _CITES in page.source.text), None)

    def of_kind(self, kind: str) -> list[Entry]:
        """The entries of a kind."""
        return list(self._by_kind.get(kind, ()))

    def entries_on(self, page: Page, kind: str) -> list[Entry]:
        """The entries of a kind that stand on a page."""
        return [entry for entry in self._by_page.get(page.path, ()) if entry.kind == kind]

    @cached_property
    def _by_kind(self) -> dict[str, list[Entry]]:
        return _grouped(self.entries, lambda entry: entry.kind)

    @cached_property
    def _by_page(self) -> dict[str, list[Entry]]:
        return _grouped(self.entries, lambda entry: entry.page.path)

    def part_of(self, page: Page) -> Part | None:
        """The part that a page is, if it is one."""
        return self._parts_by_path.get(page.path)

    def source_of(self, name: str) -> Source | None:
        """The source with an id, if it is listed; the last of several."""
        return self._sources_by_id.get(name)

    @cached_property
    def _sources_by_id(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def _parts_by_path(self) -> dict[str, Part]:
        return {part.page.path: part for part in self.parts}

    @cached_property
    def references_to(self) -> dict[int, list[Reference]]:
        """The references to each aim, by the aim's identity."""
        found: dict[int, list[Reference]] = {}
        for reference in self.references:
            found.setdefault(id(reference.aim), []).append(reference)
        return found

    @cached_property
    def references_from(self) -> dict[int, list[Reference]]:
        """The references that each owner makes, by the owner's identity."""
        found: dict[int, list[Reference]] = {}
        for reference in self.references:
            found.setdefault(id(reference.owner), []).append(reference)
        return found


def _grouped(entries: Sequence[Entry], name: Callable[[Entry], str]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(name(entry), []).append(entry)
    return groups
