"""The edition: an immutable value, which is complete when the loading functions return it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

from reading_edition.model.code_host import CodeHost
from reading_edition.model.guide import Guide
from reading_edition.model.history import Change, History
from reading_edition.model.items import DeadLink, Emendation, Entry, Note, Owner, Page, Part, Passage, Reference, Source
from reading_edition.model.permalinks import Addresses, Moves, Permalink
from reading_edition.model.runs import Run
from reading_edition.model.settings import NoteKind, Settings

_K = TypeVar("_K")
_V = TypeVar("_V")


@dataclass(frozen=True, kw_only=True, eq=False)
class Records:
    """All data of an edition that is not in its pages."""

    settings: Settings
    sources: Sequence[Source] = ()
    emendations: Sequence[Emendation] = ()
    permalinks: Sequence[Permalink] = ()
    drawings: Mapping[str, str] = field(default_factory=dict)  # SVG by path
    front_matter: Mapping[str, Mapping[str, object]] = field(default_factory=dict)  # by page path
    history: History = field(default_factory=History)  # empty without a full Git history
    host: CodeHost | None = None  # of the project's repository
    address: str = ""  # of the published site, with a slash at its end


@dataclass(frozen=True, kw_only=True, eq=False)
class Edition(Records):
    """All data of the edition in one build.

    Properties of type ``Callable`` are lookup functions. The dictionary of each is built once, on first use.
    """

    folder: str = "docs"  # name of the documents' folder in messages
    pages: Sequence[Page] = ()
    parts: Sequence[Part] = ()
    notes: Sequence[Note] = ()
    entries: Sequence[Entry] = ()
    references: Sequence[Reference] = ()
    dead_links: Sequence[DeadLink] = ()
    received: Sequence[tuple[str, str]] = ()  # id and words of each passage of the received text
    shapes: Mapping[str, str] = field(default_factory=dict)  # of these by id, if they are in Markdown
    citations: Mapping[str, Sequence[Run]] = field(default_factory=dict)  # by source id
    own_citations: Mapping[str, Sequence[Run]] = field(default_factory=dict)  # by id in csl_items.py
    bibtex: Callable[[Sequence[Mapping[str, Any]]], str] = lambda _: ""  # converts CSL items
    guide: Guide = field(default_factory=Guide)
    addresses: Addresses = field(default_factory=Addresses)  # published by this build

    def file(self, path: str) -> str:
        """Return a path in the documents' folder as it appears in messages, with the folder's name."""
        return f"{self.folder}/{path}"

    @property
    def title(self) -> str:
        """The essay's title from the settings, or else the words of the first passage of the received text."""
        first_line = self.received[0][1] if self.received else ""
        return self.settings.facts.title or first_line

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """All passages in reading order."""
        return tuple(passage for part in self.parts for passage in part.passages)

    @cached_property
    def passage(self) -> Callable[[str], Passage | None]:
        """A lookup of a passage by id, or None. Of several passages with an id, the last is found."""
        return {passage.id: passage for passage in self.passages}.get

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The citation numbers of passages by id. A missing passage has an empty number if its id does not give it."""
        unknown = {name: "" for name, _ in self.received} if self.settings.numbers != "text" else {}
        return unknown | {passage.id: passage.number for passage in self.passages if passage.number}

    @cached_property
    def page_by_path(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.pages}

    def pages_at(self, paths: Iterable[str]) -> Sequence[Page]:
        """Return the pages at some paths, in the order of the paths. Leave out missing pages."""
        return [self.page_by_path[path] for path in paths if path in self.page_by_path]

    @cached_property
    def moves(self) -> Moves:
        return Moves(self.permalinks, self.addresses)

    @cached_property
    def page_how_to_cite(self) -> Page | None:
        """The page on how to cite the edition, or None."""
        return next((page for page in self.pages if page.generates("citation-")), None)

    @cached_property
    def of_kind(self) -> Callable[[str], Sequence[Entry]]:
        return _lookup((entry.kind, entry) for entry in self.entries)

    @cached_property
    def entries_on(self) -> Callable[[Page], Sequence[Entry]]:
        return _lookup((entry.page, entry) for entry in self.entries)

    @cached_property
    def note(self) -> Callable[[str], Note | None]:
        """A lookup of a note by name, or None. Of several notes with a name, the last is found."""
        return {note.name: note for note in self.notes}.get

    @cached_property
    def notes_of(self) -> Callable[[Passage], Sequence[Note]]:
        return _lookup((note.passage, note) for note in self.notes if note.passage)

    @cached_property
    def notes_on(self) -> Callable[[Page], Sequence[Note]]:
        return _lookup((note.page, note) for note in self.notes)

    def note_kind(self, note: Note) -> NoteKind | None:
        return self.settings.note_kinds.get(note.kind)

    def label_of(self, note: Note) -> str:
        """Return the label of the kind of a note, or an empty string."""
        kind = self.note_kind(note)
        return kind.label if kind else ""

    @cached_property
    def part_of(self) -> Callable[[Page], Part | None]:
        """A lookup of the part of the essay on a page, or None. Of several parts, the first is found."""
        return {part.page: part for part in reversed(self.parts)}.get

    @cached_property
    def source(self) -> Callable[[str], Source | None]:
        """A lookup of a source by id, or None. Of several sources with an id, the last is found."""
        return {source.id: source for source in self.sources}.get

    @cached_property
    def _reference_of(self) -> Callable[[Run], Reference | None]:
        return {reference.run: reference for reference in self.references}.get

    def target_of(self, run: Run) -> Owner | None:
        """Return the target of a link if it is a cross-reference, or None."""
        reference = self._reference_of(run)
        return reference.target if reference else None

    def is_citation(self, run: Run) -> bool:
        """Return whether a run is a link to a source."""
        reference = self._reference_of(run)
        return reference is not None and reference.is_citation

    @cached_property
    def references_to(self) -> Callable[[Owner], Sequence[Reference]]:
        return _lookup((reference.target, reference) for reference in self.references)

    @cached_property
    def references_from(self) -> Callable[[Owner], Sequence[Reference]]:
        """A lookup of the references in a passage, note or entry, or on a page outside these."""
        return _lookup((reference.owner, reference) for reference in self.references)

    def cited_sources(self, owner: Note | Entry) -> Sequence[Entry]:
        """Return the sources that a note or entry cites, each once."""
        targets = (reference.target for reference in self.references_from(owner))
        found = (target for target in targets if isinstance(target, Entry) and target.kind == "source")
        return list(dict.fromkeys(found))

    def latest_changes(self, most: int = 200) -> Mapping[Change, Sequence[Note | Entry]]:
        """Return the latest commits that changed notes or entries except sources, with up to ``most`` of these."""
        items: list[Note | Entry] = [*self.notes, *(entry for entry in self.entries if entry.kind != "source")]
        pairs = [(change, item) for item in items for change in self.history.changes.get(item.id, ())]
        return _grouped(sorted(pairs, key=itemgetter(0), reverse=True)[:most])


def _lookup(pairs: Iterable[tuple[_K, _V]]) -> Callable[[_K], Sequence[_V]]:
    """Group values by key, and return a function that looks up a group. The group of an unknown key is empty."""
    groups = _grouped(pairs)
    return lambda key: groups.get(key, ())


def _grouped(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, list[_V]]:
    groups: dict[_K, list[_V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
