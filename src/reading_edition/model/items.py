"""What an edition consists of: immutable values that know no HTML.

What a passage, note or entry says are runs (``model/runs.py``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Target
from reading_edition.model.dates import EdtfDate
from reading_edition.model.runs import FlatText, Run, flat_text, typed, walk, words_of

AFTER_SEPARATOR = ", after a separator"  # at the end of the shape of a passage
TOOLTIP_PREFIX = "tooltip-"  # of the ids of tooltips; no entry has such an id
TERM_TYPES = ("organization", "place")  # values of ``data-type``: what a term names
_K = TypeVar("_K")
_V = TypeVar("_V")


@dataclass(frozen=True, eq=False)
class Page:
    """A page of the site: its Markdown, and what it says.

    ``path`` is relative to the documents' folder, ``file`` the same as a contributor names it, ``url``
    relative to the site's root. ``ids`` are all ids of the rendered page.
    """

    path: str
    file: str
    url: str
    title: str
    source: MarkdownSource = field(repr=False)
    blocks: Sequence[Run] = field(default=(), repr=False)
    ids: frozenset[str] = frozenset()

    def block_with_id(self, name: str) -> Run | None:
        """The run with an id, wherever on the page it is."""
        return next((run for run in walk(self.blocks) if run.get("id") == name), None)


def is_paragraph_id(name: str) -> bool:
    """Whether an id is that of a paragraph, or of an item or a quotation in one."""
    return name[:1] == "p" and name[1:2].isdigit()


@dataclass(frozen=True, eq=False)
class Passage:
    """A paragraph, heading, list item or line of the essay: what readers cite, and links lead to.

    ``id`` is permanent (``p5``, ``p26-1``, ``byline``). ``number`` is what readers call it (``5``, ``26-1``, or
    ``cited_as``); it is empty for headings, figures, tables and the author's notes, whose ``kind`` is ``h``, ``f``,
    ``t`` or ``n``, and for the lines above the text, which have a ``label`` instead (``Byline``). ``shape`` is what
    it is on the page, in words, where the received text says the same.
    """

    id: str
    page: Page
    runs: Sequence[Run] = field(default=(), repr=False)
    label: str = ""
    location: Location | None = None
    shape: str = ""
    cited_as: str | None = None

    @property
    def number(self) -> str:
        own = self.id[1:] if self.is_numbered else ""
        return own if self.cited_as is None else self.cited_as

    @property
    def kind(self) -> str:
        """The letter of what is counted in a series of its own; of a line above the text it is empty."""
        return self.id[0] if not self.label and self.id[1:2].isdigit() else ""

    @property
    def is_numbered(self) -> bool:
        return is_paragraph_id(self.id)

    @property
    def is_paragraph(self) -> bool:
        """Whether this is a numbered paragraph, not an item of a list."""
        return self.is_numbered and "-" not in self.id

    @property
    def paragraph(self) -> str:
        """The id of the paragraph to which a list item belongs, else the passage's own."""
        return self.id.partition("-")[0] if self.is_numbered else self.id

    @cached_property
    def words(self) -> str:
        """The words of the essay, with white space as single spaces."""
        return " ".join(self.flat.text.split())

    @cached_property
    def typed(self) -> str:
        """The words, with lines and cells as they are typed; each character is where :attr:`words` has it."""
        lines = typed(self.runs)
        return lines if lines.split() == self.words.split() else self.words

    @property
    def flat(self) -> FlatText:
        return flat_text(self.runs)


@dataclass(frozen=True, eq=False)
class Part:
    """One page of the essay with its passages, in order; ``name`` is empty where it has none but its number."""

    page: Page
    number: int
    passages: Sequence[Passage] = ()
    name: str = ""

    @property
    def paragraphs(self) -> list[Passage]:
        """The numbered paragraphs, without list items."""
        return [passage for passage in self.passages if passage.is_paragraph]


@dataclass(frozen=True, eq=False)
class Note:
    """A footnote. ``kind`` is the id of a kind in the settings, or empty if the note opens with none.

    ``paragraphs`` are what the note says, without the bold word with which a known kind opens it; ``opening``
    is that word, or any other bold word at the beginning. ``themes`` are ids of themes in the settings.
    ``references`` counts the references to the note.
    """

    name: str
    kind: str
    number: int
    passage: Passage | None
    page: Page
    paragraphs: Sequence[Run] = field(default=(), repr=False)
    opening: str = ""
    is_core: bool = False
    themes: Sequence[str] = ()
    references: int = 1
    location: Location | None = None

    @property
    def id(self) -> str:
        return f"fn:{self.name}"

    @cached_property
    def words(self) -> str:
        return words_of(self.paragraphs)


@dataclass(frozen=True, eq=False)
class Entry:
    """A heading with an explicit id on a page of its kind, and the blocks under it.

    ``kind`` is ``term``, ``person``, ``event`` or ``source``; ``data`` are the heading's data attributes
    without their prefix. ``title`` is the heading's words, ``heading`` its runs.
    """

    id: str
    kind: str
    title: str
    page: Page
    heading: Sequence[Run] = field(default=(), repr=False)
    blocks: Sequence[Run] = field(default=(), repr=False)
    data: Mapping[str, str] = field(default_factory=dict)
    location: Location | None = None
    date: EdtfDate | None = None

    @property
    def summary(self) -> Run | None:
        """The first paragraph."""
        return next((block for block in self.blocks if block.kind == "p"), None)

    @property
    def themes(self) -> list[str]:
        """The ids of an event's themes."""
        return self.data.get("theme", "").split()

    @property
    def short_title(self) -> str:
        """What pictures call it."""
        return self.data.get("short") or self.title

    @property
    def name(self) -> str:
        """The title, with the date of an event."""
        return f"{self.title} ({self.date.words})" if self.date else self.title

    @property
    def also(self) -> Sequence[str]:
        """Other spellings of the title, and other names."""
        return [name for each in self.data.get("also", "").split(";") if (name := each.strip())]

    @property
    def family_name(self) -> str:
        """The last word of a person's name; else empty."""
        return self.title.split()[-1] if self.kind == "person" and self.title else ""


@dataclass(frozen=True)
class Source:
    """An item of the list of sources: ``csl`` for the citation processor, the rest for the reader."""

    id: str
    label: str
    kind: str
    csl: Mapping[str, Any] = field(hash=False)
    identifier: str = ""
    remark: str = ""
    location: Location | None = None


@dataclass(frozen=True)
class Emendation:
    """A restoration of the received text: ``received`` is as received, ``read`` what the page prints."""

    paragraph: str
    received: str
    read: str
    why: str
    location: Location | None = None


Item = Passage | Note | Entry
Owner = Passage | Note | Entry | Page


@dataclass(frozen=True, eq=False, slots=True)
class _Link:
    owner: Owner

    @property
    def page(self) -> Page:
        return self.owner if isinstance(self.owner, Page) else self.owner.page


@dataclass(frozen=True, eq=False, slots=True)
class Reference(_Link):
    """A cross-reference: a link that somebody wrote, from its owner to what it leads to.

    ``heading`` is the id that the link names on the page, where ``target`` is a page; ``index`` is which of
    the links of its page it is, from 0.
    """

    target: Owner
    run: Run
    location: Location | None
    heading: str = ""
    index: int = 0

    @property
    def is_citation(self) -> bool:
        return isinstance(self.target, Entry) and self.target.kind == "source"


@dataclass(frozen=True, eq=False, slots=True)
class DeadLink(_Link):
    """A link whose target, or whose anchor on the target, is missing; the link checks report it."""

    target: Target
    location: Location | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A link to an entry, seen from the entry: where it is, and its words with a few around them.

    A citation has no words.
    """

    url: str
    id: str
    label: str
    before: str
    words: str
    after: str
    is_later: bool = False  # than the text
