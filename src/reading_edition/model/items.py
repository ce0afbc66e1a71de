"""The items of an edition: immutable values without HTML. Their content is runs (``model/runs.py``)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Self

from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Target
from reading_edition.model.dates import EdtfDate
from reading_edition.model.runs import HEADINGS, FlatText, Run, flat_text, typed, walk, words_of

AFTER_SEPARATOR = ", after a separator"  # at the end of ``Passage.shape``
_PLACEHOLDER = re.compile(r"<!--\s*edition:\s*(\S*)")
TOOLTIP_PREFIX = "tooltip-"  # of the ids of tooltips; no entry has an id with this prefix
TERM_TYPES = ("organization", "place")  # values of ``data-type``: the kind of object that a term names


@dataclass(frozen=True, eq=False)
class Page:
    """A page of the site: its Markdown and its content.

    ``path`` is relative to the documents' folder, and ``file`` is the same path as it appears in messages, with the
    folder's name. ``url`` is relative to the site's root. ``ids`` contains all ids in the rendered page.
    """

    path: str
    file: str
    url: str
    title: str
    source: MarkdownSource = field(repr=False)
    blocks: Sequence[Run] = field(default=(), repr=False)
    ids: frozenset[str] = frozenset()
    id: ClassVar[str] = ""  # a link to a page needs none

    @property
    def page(self) -> Self:
        """The page itself, like the page of a passage, note or entry."""
        return self

    def generates(self, name: str) -> bool:
        """Return whether the page contains the placeholder of an element whose name begins with ``name``."""
        return any(each.startswith(name) for each in _PLACEHOLDER.findall(self.source.text))

    def block_with_id(self, name: str) -> Run | None:
        """Return the run with an id anywhere on the page, or None."""
        return next((run for run in walk(self.blocks) if run.get("id") == name), None)


def is_paragraph_id(name: str) -> bool:
    """Return whether an id belongs to a paragraph, or to a list item or quotation in a paragraph."""
    return name[:1] == "p" and name[1:2].isdigit()


@dataclass(frozen=True, eq=False)
class Passage:
    """A paragraph, heading, list item or line of the essay, which readers cite and link to.

    ``id`` is permanent (``p5``, ``p26-1``, ``byline``). Readers cite ``number`` (``5``, ``26-1``, or ``cited_as``).
    It is empty for headings, figures, tables and the author's notes, whose ``kind`` is ``h``, ``f``, ``t`` or ``n``,
    and for the lines above the text, which have a ``label`` instead (``Byline``). ``shape`` describes the element of
    the passage in words (``a paragraph``), if the received text is Markdown.
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
        """The letter of the series in which the passage is numbered; empty for a line above the text."""
        return self.id[0] if not self.label and self.id[1:2].isdigit() else ""

    @property
    def is_numbered(self) -> bool:
        return is_paragraph_id(self.id)

    @property
    def is_paragraph(self) -> bool:
        """Whether the passage is a numbered paragraph, not an item of a list."""
        return self.is_numbered and "-" not in self.id

    @property
    def paragraph(self) -> str:
        """The id of the paragraph that contains the passage if it is a list item, or else the passage's own id."""
        return self.id.partition("-")[0] if self.is_numbered else self.id

    @cached_property
    def words(self) -> str:
        """The text of the passage, with single spaces."""
        return " ".join(self.flat.text.split())

    @cached_property
    def typed(self) -> str:
        """The text with line breaks and tabs. Each character has the same position as in :attr:`words`."""
        lines = typed(self.runs)
        return lines if lines.split() == self.words.split() else self.words

    @property
    def flat(self) -> FlatText:
        return flat_text(self.runs)

    def words_of_note(self, name: str) -> str:
        """Return the words that the note with a name annotates."""
        flat = self.flat
        return flat.words(flat.span_of_note(name))


@dataclass(frozen=True, eq=False)
class Part:
    """One page of the essay with its passages, in order. ``name`` is empty if the part has only a number."""

    page: Page
    number: int
    passages: Sequence[Passage] = ()
    name: str = ""

    @property
    def paragraphs(self) -> list[Passage]:
        """The numbered paragraphs, without list items."""
        return [passage for passage in self.passages if passage.is_paragraph]

    @property
    def headings(self) -> list[tuple[str, Passage]]:
        """The headings, each with its level, such as ``h2``."""
        levels = {run.get("id"): run.kind for run in self.page.blocks if run.kind in HEADINGS}
        return [(levels.get(each.id, "h2"), each) for each in self.passages if each.kind == "h"]


@dataclass(frozen=True, eq=False)
class Note:
    """A footnote. ``kind`` is the id of a kind in the settings, or empty if the note does not start with a label.

    ``opening`` is the bold text at its start, which ``paragraphs`` leave out if it names a kind. ``themes`` contains
    ids of themes in the settings. ``references`` is the number of references to the note.
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

    ``kind`` is ``term``, ``person``, ``event`` or ``source``. ``data`` contains the heading's data attributes without
    their prefix ``data-``, ``title`` its text, and ``heading`` its runs.
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
        """The first paragraph, or None."""
        return next((block for block in self.blocks if block.kind == "p"), None)

    @property
    def themes(self) -> list[str]:
        """The ids of an event's themes."""
        return self.data.get("theme", "").split()

    @property
    def term_type(self) -> str:
        """The kind of object that a term names, such as ``place``, or an empty string."""
        return next((name for name in TERM_TYPES if name == self.data.get("type")), "")

    @property
    def short_title(self) -> str:
        """The title that pictures show."""
        return self.data.get("short") or self.title

    @property
    def name(self) -> str:
        """The title, and the date of an event."""
        return f"{self.title} ({self.date.words})" if self.date else self.title

    @property
    def also(self) -> Sequence[str]:
        """The other spellings and names of the entry."""
        return [name for each in self.data.get("also", "").split(";") if (name := each.strip())]

    @property
    def family_name(self) -> str:
        """The last word of a person's name; empty for any other entry."""
        return self.title.split()[-1] if self.kind == "person" and self.title else ""


@dataclass(frozen=True)
class Source:
    """An item of the list of sources. ``csl`` is for the citation processor, and the other fields are for readers."""

    id: str
    label: str
    kind: str
    csl: Mapping[str, Any] = field(hash=False)
    identifier: str = ""
    remark: str = ""
    location: Location | None = None


@dataclass(frozen=True)
class Emendation:
    """A correction of the received text, which has ``received``. The page shows ``read`` instead."""

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
        return self.owner.page


@dataclass(frozen=True, eq=False, slots=True)
class Reference(_Link):
    """A cross-reference: a link in its owner to a target.

    If ``target`` is a page, ``heading`` is the id in the link. ``index`` is the position among the page's links.
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
    """A link whose target, or whose anchor in the target, is missing. The link checks report it."""

    target: Target
    location: Location | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A link to an entry, as the entry shows it: the link's location, its text, and a few words on each side.

    The texts of a citation are empty.
    """

    url: str
    id: str
    label: str
    before: str
    words: str
    after: str
    is_later: bool = False  # whether the link is in content about the time after the text was written
