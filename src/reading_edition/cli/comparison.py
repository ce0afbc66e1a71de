"""Two editions compared: the notes and entries that are new, changed or gone, and what they touch."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace

from reading_edition.model.edition import Edition, Emendation, Entry, Note, Passage
from reading_edition.model.permalinks import Moves, page_address
from reading_edition.model.runs import LINK, TEXT, Run, walk, words_of

NEW, CHANGED, GONE = "New", "Changed", "Gone"
_FIRST_WORDS = 8


@dataclass(frozen=True)
class Item:
    """A note or entry as it will read.

    ``facts`` are what else is known of it (a note's kind, an event's date, a source's address), ``links``
    what it links to. Two items that differ only in where they are, and what they touch, are equal.
    """

    kind: str
    id: str
    title: str
    facts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    file: str = field(default="", compare=False)
    address: str = field(default="", compare=False)  # as in the list of permalinks
    touches: tuple[str, ...] = field(default=(), compare=False)


Changes = Mapping[str, list[tuple[Item, Item]]]
Links = list[tuple[str, str]]  # words and targets


def changed_items(before: Edition, now: Edition) -> Changes:
    """New, changed and gone items, each with the item before it, which is the same if there is no other."""
    items, moves = {(item.kind, item.id): item for item in items_of(now)}, _moves(now)
    keys = {item.address: key for key, item in items.items()}
    found: dict[str, list[tuple[Item, Item]]] = {NEW: [], CHANGED: [], GONE: []}
    earlier: dict[tuple[str, str], Item] = {}
    for item in items_of(before):
        key = (item.kind, item.id)
        key = key if key in items else keys.get(moves.target_of(item.address), key)
        earlier[key] = item
        if key not in items:
            found[GONE].append((item, item))
    for key, item in items.items():
        if earlier.get(key) != item:
            found[CHANGED if key in earlier else NEW].append((item, earlier.get(key, item)))
    return found


def _moves(edition: Edition) -> Moves:
    return Moves(edition.permalinks, edition.addresses)


def lost_addresses(before: Edition, now: Edition) -> list[str]:
    """The addresses that lead nowhere any more."""
    moves = _moves(now)
    return [address for address in before.addresses.all_promised if not moves.target_of(address)]


def changed_words(before: Edition, now: Edition) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each passage whose words are new, changed or gone: its name, and the words before and now."""
    old, new = ({passage.id: passage for passage in edition.passages} for edition in (before, now))
    for name in dict.fromkeys([*new, *old]):
        earlier, words = ([each[name].words] if name in each else [] for each in (old, new))
        if earlier != words:
            yield passage_name(new.get(name) or old[name]), earlier, words


def changed_links(before: Edition, now: Edition) -> Iterator[tuple[str, Links, Links]]:
    """Each passage whose links are changed: its name, its new links, and those that are gone."""
    old = {passage.id: _links(passage.runs) for passage in before.passages}
    for passage in now.passages:
        links, earlier = _links(passage.runs), old.get(passage.id)
        if earlier is not None and earlier != links:
            added = [link for link in links if link not in earlier]
            yield passage_name(passage), added, [link for link in earlier if link not in links]


def changed_restorations(before: Edition, now: Edition) -> list[tuple[str, Emendation]]:
    """The new emendations, and those that are gone."""
    old, new = ({replace(each, location=None) for each in edition.emendations} for edition in (before, now))
    added, removed = (sorted(emendations, key=astuple) for emendations in (new - old, old - new))
    return [*((NEW, each) for each in added), *((GONE, each) for each in removed)]


def changed_pages(before: Edition, now: Edition) -> Iterator[tuple[str, str]]:
    """The new, changed and gone pages that contain neither the essay nor entries."""
    old, new = (_other_pages(edition) for edition in (before, now))
    for file in sorted({*old, *new}):
        if old.get(file) != new.get(file):
            yield NEW if file not in old else CHANGED if file in new else GONE, file


def _other_pages(edition: Edition) -> dict[str, str]:
    settings = edition.settings
    pages = (page for page in edition.pages if page.path not in settings.parts and not settings.kind_of(page.path))
    return {page.file: page.source.text for page in pages}


def items_of(edition: Edition) -> Iterator[Item]:
    """The notes and entries of an edition as values, the sources last, each kind in reading order."""
    yield from (_note(edition, note) for note in edition.notes)
    for entry in sorted(edition.entries, key=lambda entry: entry.kind == "source"):
        yield _source(edition, entry) if entry.kind == "source" else _entry(edition, entry)


def _note(edition: Edition, note: Note) -> Item:
    flat = note.passage.flat if note.passage else None
    at = f"at “{flat.words(flat.span_of_note(note.name))}”" if flat else ""
    item = _item(edition, note, note.name, [edition.label_of(note), at], note.paragraphs)
    return replace(item, kind="note", touches=(passage_name(note.passage),) if note.passage else ())


def _entry(edition: Edition, entry: Entry) -> Item:
    theme = entry.data.get("theme", "")
    facts = [entry.date.words if entry.date else "", edition.settings.themes.get(theme, theme)]
    facts += [f"{name}: {value}" for name, value in entry.data.items() if name not in ("date", "theme")]
    item = _item(edition, entry, entry.title, facts, entry.blocks)
    return replace(item, kind=entry.kind, touches=_touched(edition, entry))


def _source(edition: Edition, entry: Entry) -> Item:
    source = edition.source(entry.id)
    assert source is not None
    kind = edition.settings.source_kinds.get(source.kind, source.kind)
    facts = [kind, source.identifier, *(str(source.csl.get(name, "")) for name in ("URL", "DOI"))]
    citation = words_of(edition.citations.get(entry.id, ()))
    return replace(
        _entry(edition, entry),
        facts=tuple(filter(None, facts)),
        words=tuple(filter(None, [citation, source.remark])),
        links=(),
        file=edition.file(edition.settings.sources),
    )


def _item(edition: Edition, owner: Note | Entry, title: str, facts: Iterable[str], blocks: Iterable[Run]) -> Item:
    words = (words_of([_bracketed(edition, block)]) for block in blocks)
    return Item(
        kind="",
        id=owner.name if isinstance(owner, Note) else owner.id,
        title=title,
        facts=tuple(filter(None, facts)),
        words=tuple(filter(None, words)),
        links=tuple(target for _, target in _links(blocks)),
        file=owner.page.file,
        address=f"{page_address(owner.page)}#{owner.id}",
    )


def _touched(edition: Edition, entry: Entry) -> tuple[str, ...]:
    """The passages that refer to an entry, by themselves or by a note, in reading order."""
    owners = [reference.owner for reference in edition.references_to(entry)]
    passages = {owner.passage if isinstance(owner, Note) else owner for owner in owners}
    return tuple(passage_name(passage) for passage in edition.passages if passage in passages)


def passage_name(passage: Passage) -> str:
    """What readers call a passage, with its first words."""
    words = passage.words.split()
    start = " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")
    name = f"paragraph {passage.number}" if passage.number else passage.label or passage.id
    return f"{name} (“{start}”)"


def _bracketed(edition: Edition, run: Run) -> Run:
    """A run with the sources that it cites in brackets."""
    target = edition.target_of(run)
    if isinstance(target, Entry) and target.kind == "source":
        return Run(TEXT, f"[{words_of(run.runs)}]")
    return replace(run, runs=tuple(_bracketed(edition, inner) for inner in run.runs))


def _links(runs: Iterable[Run]) -> Links:
    return [(words_of(run.runs), _target(run)) for run in walk(runs) if run.kind == LINK]


def _target(run: Run) -> str:
    target = run.target
    if target is None or target.kind != "page":
        return run.get("href")
    return f"{target.path}#{target.fragment}" if target.fragment else target.path
