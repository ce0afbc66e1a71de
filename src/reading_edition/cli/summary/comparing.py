"""Two editions compared as values: what is new, changed or gone, and which passages it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import lxml.html
from lxml.html import HtmlElement

from reading_edition.export.text import anchor_words, note_words, words_with_sources
from reading_edition.model.edition import Edition, Entry, Note, Owner, Page, Passage, Reference
from reading_edition.model.permalinks import Moves, page_address
from reading_edition.model.runs import plain
from reading_edition.render.words import passage_words

NEW, CHANGED, GONE = "new", "changed", "gone"
_FIRST_WORDS = 8
KINDS = ("note", "term", "person", "event", "source")


@dataclass(frozen=True)
class Touched:
    """A passage on which something bears: its number or label, and its first words."""

    id: str
    name: str
    words: str


@dataclass(frozen=True)
class Item:
    """A note, entry, event or source as it will read.

    ``facts`` are what is said of it apart from its words (a note's kind, an event's date and theme, a
    source's address); ``links`` what its links lead to. Where it stands, and what it touches, make no change.
    """

    kind: str
    id: str
    title: str
    facts: tuple[str, ...]
    words: tuple[str, ...]
    links: tuple[str, ...]
    file: str = field(compare=False)
    address: str = field(compare=False)  # as in the list of permalinks
    touches: tuple[Touched, ...] = field(compare=False, default=())


@dataclass(frozen=True)
class Line:
    """A passage of the essay: its words, and what they are linked to."""

    touched: Touched
    words: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Snapshot:
    """An edition as values."""

    items: Mapping[tuple[str, str], Item]
    lines: Mapping[str, Line]
    restorations: tuple[tuple[str, str, str, str], ...]
    pages: Mapping[str, str]  # the Markdown of pages that hold neither the essay nor entries
    addresses: frozenset[str]
    aim: Callable[[str], str]  # the address to which one leads by now; nothing if it leads nowhere


@dataclass(frozen=True)
class Change:
    """What became of an item: ``sort`` is new, changed or gone."""

    sort: str
    item: Item
    before: Item | None = None


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two editions."""

    changes: Sequence[Change] = ()
    words: Sequence[tuple[str, Line | None, Line | None]] = ()  # of the essay: the id, before, now
    links: Sequence[tuple[Line, Line]] = ()
    restorations: Sequence[tuple[str, tuple[str, str, str, str]]] = ()
    pages: Sequence[tuple[str, str]] = ()
    lost: Sequence[str] = ()

    def of_sort(self, sort: str) -> list[Change]:
        return [change for change in self.changes if change.sort == sort]

    @property
    def is_empty(self) -> bool:
        return not (self.changes or self.words or self.links or self.restorations or self.pages or self.lost)


def compare(before: Snapshot, now: Snapshot) -> Comparison:
    """What became of the first edition in the second, in the order in which each is read."""
    return Comparison(
        changes=list(_changes(_renamed(before, now), now.items)),
        words=[
            (name, before.lines.get(name), now.lines.get(name))
            for name in dict.fromkeys([*now.lines, *before.lines])
            if _words(before.lines.get(name)) != _words(now.lines.get(name))
        ],
        links=[
            (before.lines[name], line)
            for name, line in now.lines.items()
            if name in before.lines and before.lines[name].links != line.links
        ],
        restorations=[
            *((NEW, each) for each in now.restorations if each not in before.restorations),
            *((GONE, each) for each in before.restorations if each not in now.restorations),
        ],
        pages=list(_pages(before.pages, now.pages)),
        lost=sorted(address for address in before.addresses if not now.aim(address)),
    )


def _words(line: Line | None) -> str | None:
    return line.words if line is not None else None


def _renamed(before: Snapshot, now: Snapshot) -> dict[tuple[str, str], Item]:
    """The items of the first edition under the ids to which their addresses lead by now."""
    keys = {item.address: key for key, item in now.items.items()}
    return {
        key if key in now.items else keys.get(now.aim(item.address), key): item
        for key, item in before.items.items()
    }


def _changes(before: Mapping[tuple[str, str], Item], now: Mapping[tuple[str, str], Item]) -> Iterator[Change]:
    for key, item in now.items():
        if key not in before:
            yield Change(NEW, item)
        elif before[key] != item:
            yield Change(CHANGED, item, before[key])
    yield from (Change(GONE, item) for key, item in before.items() if key not in now)


def _pages(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for file in sorted({*before, *now}):
        if file not in before:
            yield NEW, file
        elif file not in now:
            yield GONE, file
        elif before[file] != now[file]:
            yield CHANGED, file


def snapshot(edition: Edition) -> Snapshot:
    """A woven edition as values. Items come by kind, each kind in reading order."""
    moves = Moves(edition.permalinks, edition.addresses)
    return Snapshot(
        items={(item.kind, item.id): item for item in _items(edition)},
        lines={passage.id: _line(edition, passage) for passage in edition.passages},
        restorations=tuple(
            (each.paragraph, each.received, each.read, each.why) for each in edition.emendations
        ),
        pages={page.file: page.source.text for page in edition.pages if _is_other(edition, page)},
        addresses=frozenset(edition.addresses.all_promised),
        aim=moves.target_of,
    )


def _is_other(edition: Edition, page: Page) -> bool:
    return page.path not in edition.settings.parts and not edition.settings.kind_of(page.path)


def _line(edition: Edition, passage: Passage) -> Line:
    references = edition.references_from(passage)
    links = [(plain(each.element.text_content()), _aim(each)) for each in references]
    links += [(plain(words), address) for words, address in _outside([passage.element])]
    return Line(_touched(passage), passage_words(passage.element), tuple(links))


def _touched(passage: Passage) -> Touched:
    words = passage_words(passage.element).split()
    start = " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")
    return Touched(passage.id, passage.number or passage.label, start)


def _items(edition: Edition) -> Iterator[Item]:
    for note in edition.notes:
        yield _note(edition, note)
    for kind in KINDS[1:]:
        for entry in edition.of_kind(kind):
            yield _source(edition, entry) if kind == "source" else _entry(edition, entry)


def _note(edition: Edition, note: Note) -> Item:
    label = next((kind.label for kind in edition.settings.notes if kind.id == note.kind), "")
    at = anchor_words(note, note.passage) if note.passage else ""
    return Item(
        kind="note",
        id=note.name,
        title=note.name,
        facts=tuple(filter(None, [label, f"at “{at}”" if at else ""])),
        words=(note_words(edition, note),),
        links=tuple(_links(edition, note, [note.element])),
        file=note.page.file,
        address=f"{page_address(note.page)}#{note.id}",
        touches=(_touched(note.passage),) if note.passage else (),
    )


def _entry(edition: Edition, entry: Entry) -> Item:
    theme = edition.settings.themes.get(entry.data.get("theme", ""), entry.data.get("theme", ""))
    others = [f"{name}: {value}" for name, value in entry.data.items() if name not in ("date", "theme")]
    return Item(
        kind=entry.kind,
        id=entry.id,
        title=entry.title,
        facts=tuple(filter(None, [entry.date.words if entry.date else "", str(theme), *others])),
        words=tuple(filter(None, (words_with_sources(edition, [block]) for block in entry.blocks))),
        links=tuple(_links(edition, entry, entry.block_elements)),
        file=entry.page.file,
        address=f"{page_address(entry.page)}#{entry.id}",
        touches=_touches(edition, entry),
    )


def _source(edition: Edition, entry: Entry) -> Item:
    source = next((source for source in edition.sources if source.id == entry.id), None)
    facts: list[str] = []
    if source is not None:
        kind = edition.settings.source_kinds.get(source.kind, source.kind)
        facts = [kind, source.identifier, str(source.csl.get("URL", "")), str(source.csl.get("DOI", ""))]
    citation = lxml.html.fragment_fromstring(edition.citations_html.get(entry.id, ""), create_parent="span")
    remark = source.remark if source is not None else ""
    return Item(
        kind="source",
        id=entry.id,
        title=entry.title,
        facts=tuple(filter(None, facts)),
        words=tuple(filter(None, [plain(citation.text_content()), remark])),
        links=(),
        file=edition.file(edition.settings.sources),
        address=f"{page_address(entry.page)}#{entry.id}",
        touches=_touches(edition, entry),
    )


def _touches(edition: Edition, entry: Entry) -> tuple[Touched, ...]:
    """The passages that lead to an entry, by themselves or by one of their notes, in reading order."""
    found = {
        passage.id
        for reference in edition.references_to(entry)
        if (passage := _passage_of(reference)) is not None
    }
    return tuple(_touched(passage) for passage in edition.passages if passage.id in found)


def _passage_of(reference: Reference) -> Passage | None:
    owner = reference.owner
    if isinstance(owner, Note):
        return owner.passage
    return owner if isinstance(owner, Passage) else None


def _links(edition: Edition, owner: Note | Entry, blocks: Sequence[HtmlElement]) -> Iterator[str]:
    yield from (_aim(reference) for reference in edition.references_from(owner))
    yield from (address for _, address in _outside(blocks))


def _outside(blocks: Iterable[HtmlElement]) -> Iterator[tuple[str, str]]:
    """The words and addresses of the links that leave the site."""
    for block in blocks:
        for link in block.iter("a"):
            address = link.get("href") or ""
            if not address.startswith("#") and ":" in address.partition("/")[0]:
                yield link.text_content(), address


def _aim(reference: Reference) -> str:
    aim: Owner = reference.target
    if isinstance(aim, Page):
        name = reference.heading if reference.heading else ""
        return f"{aim.path}#{name}" if name else aim.path
    return f"{aim.page.path}#{aim.id}"
