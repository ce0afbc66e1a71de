"""Where passages, notes and entries are written: their spans in the Markdown of their pages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from link_checks.location import Lines, Location
from link_checks.markdown_source import MarkdownSource
from link_checks.suggestions import closest
from reading_edition.cli.scaffold.edits import RefusedError
from reading_edition.cli.scaffold.names import named_items
from reading_edition.model.dates import read_date
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Item, Note, Page, Passage
from reading_edition.model.runs import Span

# What opens and what ends the words of a passage, a note and an entry.
_OPENINGS: dict[type[Item], re.Pattern[str]] = {
    Passage: re.compile(r"[ \t]*(?:(?:[-*+]|[0-9]+[.)])[ \t]+)?(?:#{1,6}[ \t]+)?"),  # of an item, a heading
    Note: re.compile(r" {0,3}\[\^[^\]\n]+\]:[ \t]*"),
    Entry: re.compile(r".*\n?"),
}
_ENDS: dict[type[Item], re.Pattern[str]] = {
    Passage: re.compile(r"$", re.MULTILINE),
    Note: re.compile(r"\n(?:[ \t]*\n)+(?![ \t\n])|\n(?= {0,3}\[\^[^\]\n]+\]:)|\s*\Z"),
    Entry: re.compile(r"\s*^#{1,6}[ \t]|\s*\Z", re.MULTILINE),
}


@dataclass(frozen=True)
class Where:
    """A passage, note or entry, its name for messages, and the span of its words in its file."""

    name: str
    page: Page
    span: Span
    item: Item

    @property
    def text(self) -> str:
        """The file up to the end of the span."""
        return self.page.source.text[: self.span.end]


def find_where(edition: Edition, name: str) -> Where:
    """A passage by its number or id, a note or entry by its name. Raises :class:`RefusedError`.

    Sources are not among the entries: they are data, and their pages generated.
    """
    wanted = name.strip().lstrip("#").removeprefix("fn:")
    items = {name: item for name, item in named_items(edition).items() if item not in edition.of_kind("source")}
    items |= {passage.number: passage for passage in edition.passages if passage.number}
    item = items.get(wanted)
    if item is not None and item.location is not None:
        return Where(_name(item), item.page, span_of(type(item), item.page.source, item.location), item)
    numbers = [passage.number for passage in edition.passages if passage.is_paragraph]
    if wanted.isdigit() and numbers:
        raise RefusedError(f"there is no paragraph '{wanted}' (they are {numbers[0]} to {numbers[-1]})")
    raise RefusedError(f"there is no paragraph, note or entry '{wanted}'{did_you_mean(closest(wanted, items))}")


def _name(item: Item) -> str:
    if isinstance(item, Passage):
        return f"paragraph {item.number}" if item.number else item.label
    return f"note '{item.name}'" if isinstance(item, Note) else f"entry '{item.id}'"


def find_passage(edition: Edition, number: str) -> Where:
    """The passage with a number or id. Raises :class:`RefusedError`."""
    where = find_where(edition, number)
    if not isinstance(where.item, Passage):
        raise RefusedError(f"{where.name} is not a paragraph (give the number of one)")
    return where


def did_you_mean(guess: str) -> str:
    return f" (did you mean '{guess}'?)" if guess else ""


def span_of(kind: type[Item], source: MarkdownSource, location: Location) -> Span:
    """The words of a passage (a line), a note (its definition) or an entry (what is under its heading)."""
    start = Lines(source.text).offset(Location(location.line, 1))
    if opening := _OPENINGS[kind].match(source.text, start):
        start = opening.end()
    end = _ENDS[kind].search(source.text, start)
    return Span(start, end.start() if end else len(source.text))


def end_of_paragraph(source: MarkdownSource, ids: Iterable[str]) -> int:
    """The offset after the paragraph and list items with some ids, attributes included."""
    wanted = set(ids)
    last = max(named.location.line for named in source.ids if named.name in wanted)
    return len("\n".join(source.text.split("\n")[:last]))


def fitting_pages(edition: Edition, kind: str, date: str) -> list[Page]:
    """The pages where a new entry fits: one, if its kind has one page or its date decides.

    A page has the dates from its first event to its last; a date between two pages fits both.
    """
    pages = [page for page in edition.pages if edition.settings.kind_of(page.path) == kind]
    pages = [page for page in pages if edition.entries_on(page)] or pages
    if len(pages) < 2 or not date:
        return pages
    day = read_date(date).first
    dates = {page: [entry.date.first for entry in edition.entries_on(page) if entry.date] for page in pages}
    for page in pages:
        if not dates[page]:
            raise RefusedError(f"no event on {page.file} has a date (give one a data-date first)")
    pages.sort(key=lambda page: min(dates[page]))
    before = [page for page in pages if max(dates[page]) < day]
    after = [page for page in pages if day < min(dates[page])]
    inside = [page for page in pages if page not in before and page not in after]
    return inside or [*before[-1:], *after[:1]]
