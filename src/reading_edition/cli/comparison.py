"""Compare two editions: find the new, changed, and removed notes and entries, and the passages that they affect."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from typing import TypeVar

from reading_edition.export.text import words_with_sources
from reading_edition.model.edition import Edition
from reading_edition.model.items import Emendation, Entry, Note, Passage, Source
from reading_edition.model.names import type_of
from reading_edition.model.permalinks import Moves, page_address
from reading_edition.model.problems import file_of
from reading_edition.model.runs import LINK, Run, first_words, walk, words_of

NEW, CHANGED, GONE = "New", "Changed", "Gone"
_FIRST_WORDS = 8


@dataclass(frozen=True)
class Item:
    """A note or entry as readers see it. Equality ignores its file, its address, and the passages that it touches."""

    kind: str
    id: str
    title: str
    facts: Sequence[str]  # further data: a note's kind, an event's date, a source's URL
    words: Sequence[str]
    links: Sequence[str]  # the targets of its links
    file: str = field(compare=False)
    address: str = field(compare=False)  # as in the list of permalinks
    touches: Sequence[str] = field(compare=False)


Changes = Mapping[str, Sequence[tuple[Item, Item]]]
Links = Sequence[tuple[str, str]]  # the words and target of each link
_Key = TypeVar("_Key", bound=Hashable)


def _changes(before: Mapping[_Key, object], now: Mapping[_Key, object]) -> Iterator[tuple[str, _Key]]:
    """Yield each key whose value is new, changed, or removed, in the order of ``now``; removed keys come last."""
    for key in dict.fromkeys([*now, *before]):
        if before.get(key) != now.get(key):
            yield NEW if key not in before else CHANGED if key in now else GONE, key


def changed_items(before: Edition, now: Edition) -> Changes:
    """Return the new, changed, and removed items, each with its earlier version, or with itself if it has only one."""
    items = {(item.kind, item.id): item for item in items_of(now)}
    moves, keys = Moves(now.permalinks, now.addresses), {item.address: key for key, item in items.items()}
    earlier: dict[tuple[str, str], Item] = {}
    for item in items_of(before):
        key = (item.kind, item.id)
        earlier[key if key in items else keys.get(moves.target_of(item.address), key)] = item
    found: dict[str, list[tuple[Item, Item]]] = {NEW: [], CHANGED: [], GONE: []}
    for sort, key in _changes(earlier, items):
        found[sort].append((items.get(key) or earlier[key], earlier.get(key) or items[key]))
    return found


def lost_addresses(before: Edition, now: Edition) -> list[str]:
    moves = Moves(now.permalinks, now.addresses)
    return [address for address in before.addresses.all_promised if not moves.target_of(address)]


def changed_words(before: Edition, now: Edition) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each passage whose words are new, changed, or removed: its name, and its words before and now."""
    old, new = ({passage.id: [passage.words] for passage in edition.passages} for edition in (before, now))
    passages = {passage.id: passage for edition in (before, now) for passage in edition.passages}
    for _, name in _changes(old, new):
        yield passage_name(passages[name]), old.get(name, []), new.get(name, [])


def changed_links(before: Edition, now: Edition) -> Iterator[tuple[str, Links, Links]]:
    """Yield each passage whose links changed: its name, its new links, and its removed links."""
    old = {passage.id: _links(passage.runs) for passage in before.passages}
    for passage in now.passages:
        links, earlier = _links(passage.runs), old.get(passage.id)
        if earlier is not None and earlier != links:
            added = [link for link in links if link not in earlier]
            yield passage_name(passage), added, [link for link in earlier if link not in links]


def changed_restorations(before: Edition, now: Edition) -> list[tuple[str, Emendation]]:
    """Return the new emendations, and the removed ones."""
    old, new = ({replace(each, location=None): True for each in edition.emendations} for edition in (before, now))
    return sorted(_changes(old, new), key=lambda change: (change[0] == GONE, astuple(change[1])))


def changed_pages(before: Edition, now: Edition) -> list[tuple[str, str]]:
    """Return the new, changed, and removed pages that contain neither the essay nor entries."""
    old, new = (_other_pages(edition) for edition in (before, now))
    return sorted(_changes(old, new), key=lambda change: change[1])


def _other_pages(edition: Edition) -> dict[str, str]:
    settings = edition.settings
    pages = (page for page in edition.pages if page.path not in settings.parts and not settings.kind_of(page.path))
    return {page.file: page.source.text for page in pages}


def items_of(edition: Edition) -> Iterator[Item]:
    """Yield the notes and entries of an edition for comparison, the sources last, each kind in reading order."""
    entries = sorted(edition.entries, key=lambda entry: entry.kind == "source")
    owners: list[Note | Entry] = [*edition.notes, *entries]
    for owner in owners:
        source = edition.source(owner.id) if type_of(owner) == "source" else None
        blocks = owner.paragraphs if isinstance(owner, Note) else owner.blocks
        words = [words_with_sources(edition, [block]) for block in blocks]
        words = [words_of(edition.citations.get(source.id, ())), source.remark] if source else words
        yield Item(
            kind=type_of(owner),
            id=owner.name if isinstance(owner, Note) else owner.id,
            title=owner.name if isinstance(owner, Note) else owner.title,
            facts=[*filter(None, _facts_of(edition, owner, source))],
            words=[*filter(None, words)],
            links=[] if source else [target for _, target in _links(blocks)],
            file=file_of(edition, owner),
            address=f"{page_address(owner.page)}#{owner.id}",
            touches=[*map(passage_name, _touched(edition, owner))],
        )


def _facts_of(edition: Edition, owner: Note | Entry, source: Source | None) -> list[str]:
    """Return further data of a note, entry, or source; some texts may be empty."""
    if isinstance(owner, Note):
        quoted = [each.flat.words(each.flat.span_of_note(owner.name)) for each in _touched(edition, owner)]
        return [edition.label_of(owner), *(f"at “{words}”" for words in quoted)]
    if source:
        kind = edition.settings.source_kinds.get(source.kind, source.kind)
        return [kind, source.identifier, *(str(source.csl.get(name, "")) for name in ("URL", "DOI"))]
    themes = [edition.settings.themes.get(theme, theme) for theme in owner.themes]
    marks = {f"data-{name}": name for name in owner.data}  # an attribute without a value has its own name as value
    others = {name: value for name, value in owner.data.items() if name not in ("date", "theme")}
    facts = (marks.get(value, f"{name}: {value}") for name, value in others.items())
    return [owner.date.words if owner.date else "", ", ".join(themes), *facts]


def _touched(edition: Edition, owner: Note | Entry) -> list[Passage]:
    """Return the passage of a note, or the passages that link to an entry, themselves or in their notes."""
    if isinstance(owner, Note):
        return [owner.passage] if owner.passage else []
    owners = [reference.owner for reference in edition.references_to(owner)]
    touched = {each.passage if isinstance(each, Note) else each for each in owners}
    return [passage for passage in edition.passages if passage in touched]


def passage_name(passage: Passage) -> str:
    """Return the name of a passage for readers, with its first words."""
    name = f"paragraph {passage.number}" if passage.number else passage.label or passage.id
    return f"{name} (“{first_words(passage.words, _FIRST_WORDS)}”)"


def _links(runs: Iterable[Run]) -> Links:
    return [(words_of(run.runs), _target(run)) for run in walk(runs) if run.kind == LINK]


def _target(run: Run) -> str:
    if run.target is None or run.target.kind != "page":
        return run.get("href")
    return "#".join(filter(None, [run.target.path, run.target.fragment]))
