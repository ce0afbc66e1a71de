"""Find where passages, notes, and entries are written, where a new entry belongs, and which names are free."""

import re
from itertools import count

from link_checks.location import Lines
from link_checks.suggestions import closest
from reading_edition.cli.scaffold.edits import RefusedError
from reading_edition.model.dates import read_date
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Item, Note, Page, Passage, Source
from reading_edition.model.names import ID_RULE, is_id, proposed_id
from reading_edition.model.runs import Span

# Group 1 is the text: of a passage its line, of a note its definition, of an entry the lines under its heading.
_WRITTEN: dict[type[Item], re.Pattern[str]] = {
    Passage: re.compile(r"[ \t]*(?:(?:[-*+]|[0-9]+[.)])[ \t]+)?(?:#{1,6}[ \t]+)?(.*)"),
    Note: re.compile(
        r"(?: {0,3}\[\^[^\]\n]+\]:[ \t]*)?(.*?)(?=\n(?:[ \t]*\n)+(?![ \t\n])|\n {0,3}\[\^[^\]\n]+\]:|\s*\Z)", re.DOTALL
    ),
    Entry: re.compile(r"[^\n]*\n?(.*?)(?=\s*^#{1,6}[ \t]|\s*\Z)", re.DOTALL | re.MULTILINE),
}
_LONGEST = 24
_SMALL = frozenset("a an and as at by for from in is of on or our that the this to upon was with".split())


def named_items(edition: Edition) -> dict[str, Item]:
    """Return the entries, sources, notes, and passages by the names that links give them."""
    items: dict[str, Item] = {entry.id: entry for entry in edition.entries}
    items |= {note.name: note for note in edition.notes}
    return items | {passage.id: passage for passage in edition.passages}


def find_item(edition: Edition, name: str) -> Item:
    """Return a passage by number or id, or a note or entry (but no source) by name. Raise :class:`RefusedError`."""
    wanted, sources = name.strip().lstrip("#").removeprefix("fn:"), edition.of_kind("source")
    items = named_items(edition) | {passage.number: passage for passage in edition.passages if passage.number}
    items = {name: item for name, item in items.items() if item.location and item not in sources}
    if wanted in items:
        return items[wanted]
    numbers = [passage.number for passage in edition.passages if passage.is_paragraph]
    if wanted.isdigit() and numbers:
        raise RefusedError(f"there is no paragraph '{wanted}'", hint=f"they are {numbers[0]} to {numbers[-1]}")
    raise RefusedError(f"there is no paragraph, note or entry '{wanted}'", closest(wanted, items))


def name_of(item: Item) -> str:
    """Return the name of a passage, note, or entry in messages."""
    if isinstance(item, Passage):
        return f"paragraph {item.number}" if item.number else item.label
    return f"note '{item.name}'" if isinstance(item, Note) else f"entry '{item.id}'"


def span_of(item: Item) -> Span:
    """Return the span of the text of a passage, note, or entry in the file of its page."""
    text = item.page.source.text
    line = item.location.line if item.location else 1
    match = _WRITTEN[type(item)].match(text, Lines(text).starts[line - 1])
    assert match is not None
    return Span(*match.span(1))


def place_of_note(edition: Edition, passage: Passage, reference: int) -> int:
    """Return the offset for a new note: under its paragraph, after the notes with references before its own."""
    source = passage.page.source
    together = {each.id for each in edition.passages if each.paragraph == passage.paragraph}
    last = max(named.location.line for named in source.ids if named.name in together)
    end = len("\n".join(source.text.split("\n")[:last]))
    for note in edition.notes:
        is_beside = note.location and note.passage and note.passage.id in together
        if is_beside and source.text.find(f"[^{note.name}]") < reference:
            end = span_of(note).end
    return end


def fitting_pages(edition: Edition, kind: str, date: str) -> list[Page]:
    """Return the pages where a new entry fits; an event belongs on the page of the event before or after it."""
    pages = [page for page in edition.pages if edition.settings.kind_of(page.path) == kind]
    pages = [page for page in pages if edition.entries_on(page)] or pages
    if len(pages) > 1 and date:
        day = read_date(date).first
        dated = sorted((each.date.first, each.page.path) for each in edition.of_kind(kind) if each.date)
        before = [path for first, path in dated if first <= day]
        after = [path for first, path in dated if first >= day]
        pages = [page for page in pages if page.path in (*before[-1:], *after[:1])] or pages
    return pages


def several(answer: str) -> list[str]:
    """Split an answer at its semicolons, without empty parts."""
    return [part.strip() for part in answer.split(";") if part.strip()]


def find_source(edition: Edition, name: str) -> Source:
    """Return the source with an id or a label. Raise :class:`RefusedError` if there is none."""
    for source in edition.sources:
        if name in (source.id, source.label):
            return source
    names = [each for source in edition.sources for each in (source.label, source.id)]
    with_the_word = (each for each in names if name.casefold() in each.casefold().replace(",", " ").split())
    guess = next(with_the_word, "") or closest(name, names)
    raise RefusedError(f"there is no source '{name}' in {edition.file(edition.settings.sources)}", guess)


def short_name(words: str) -> str:
    """Return a short name made of the main words, or an empty text if they have no Latin letter."""
    parts = proposed_id(words).split("-")
    main = [part for part in parts if part not in _SMALL]
    parts = main if main and is_id(main[0]) else parts
    while len(parts) > 1 and len("-".join(parts)) > _LONGEST:
        parts.pop()
    return "-".join(parts)[:_LONGEST]


def free_name(edition: Edition, name: str) -> str:
    """Return the name, with a number after it if it is in use."""
    taken = named_items(edition)
    return next(free for number in count(1) if (free := f"{name}-{number}" if number > 1 else name) not in taken)


def check_name(edition: Edition, name: str) -> None:
    """Raise :class:`RefusedError`, with a proposal, for a name that is invalid or in use."""
    if not is_id(name):
        proposal = proposed_id(name)
        hint = f"for example '{free_name(edition, proposal)}'; " if proposal else ""
        raise RefusedError(f"'{name}' cannot be an id", hint=f"{hint}{ID_RULE}")
    if item := named_items(edition).get(name):
        user = "a paragraph of" if isinstance(item, Passage) else "a note in"
        user = f"'{item.title}' in" if isinstance(item, Entry) else user
        hint = f"'{free_name(edition, name)}' is free"
        raise RefusedError(f"'{name}' is the id of {user} {item.page.file} already", hint=hint)
