"""Where passages, notes and entries are written: their spans in the Markdown of their pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from link_checks.suggestions import closest
from reading_edition.cli.scaffold.edits import RefusedError
from reading_edition.model.dates import Day, read_date
from reading_edition.model.edition import Edition, Item, Note, Page, Passage
from reading_edition.model.runs import Span

_OPENING = re.compile(r"[ \t]*(?:(?:[-*+]|[0-9]+[.)])[ \t]+)?(?:#{1,6}[ \t]+)?")  # of an item, a heading
_DEFINITION = re.compile(r" {0,3}\[\^[^\]\n]+\]:[ \t]*")
_DEFINITION_END = re.compile(r"\n(?:[ \t]*\n)+(?![ \t\n])|\n(?= {0,3}\[\^[^\]\n]+\]:)|\s*\Z")
_NEXT_HEADING = re.compile(r"\s*^#{1,6}[ \t]|\s*\Z", re.MULTILINE)


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
    passages = {passage.number or passage.id: passage for passage in edition.passages}
    items: dict[str, Item] = {entry.id: entry for entry in edition.entries if entry.kind != "source"}
    items |= {note.name: note for note in edition.notes}
    items |= {passage.id: passage for passage in passages.values()} | passages
    item = items.get(wanted)
    if item is not None and item.location is not None:
        return _where(item, item.location)
    numbers = [passage.number for passage in passages.values() if passage.is_paragraph]
    if wanted.isdigit() and numbers:
        raise RefusedError(f"there is no paragraph '{wanted}' (they are {numbers[0]} to {numbers[-1]})")
    raise RefusedError(f"there is no paragraph, note or entry '{wanted}'{did_you_mean(closest(wanted, items))}")


def _where(item: Item, location: Location) -> Where:
    source = item.page.source
    if isinstance(item, Passage):
        name = f"paragraph {item.number}" if item.number else item.label
        return Where(name, item.page, span_of_line(source, location), item)
    if isinstance(item, Note):
        return Where(f"note '{item.name}'", item.page, span_of_note(source, location), item)
    return Where(f"entry '{item.id}'", item.page, span_of_entry(source, location), item)


def find_passage(edition: Edition, number: str) -> Where:
    """The passage with a number or id. Raises :class:`RefusedError`."""
    where = find_where(edition, number)
    if not isinstance(where.item, Passage):
        raise RefusedError(f"{where.name} is not a paragraph (give the number of one)")
    return where


def did_you_mean(guess: str) -> str:
    """A guess as the end of a message."""
    return f" (did you mean '{guess}'?)" if guess else ""


def line_starts(text: str) -> list[int]:
    """The offsets at which the lines of a text begin."""
    return [0, *(match.end() for match in re.finditer("\n", text))]


def span_of_line(source: MarkdownSource, location: Location) -> Span:
    """The words of a line, without what makes it an item or a heading."""
    start = line_starts(source.text)[location.line - 1]
    line = source.text[start:].partition("\n")[0]
    opening = _OPENING.match(line)
    return Span(start + (opening.end() if opening else 0), start + len(line))


def span_of_note(source: MarkdownSource, location: Location) -> Span:
    """The words of a note's definition, from after its name to its end."""
    start = line_starts(source.text)[location.line - 1]
    opening = _DEFINITION.match(source.text, start)
    start = opening.end() if opening else start
    ending = _DEFINITION_END.search(source.text, start)
    return Span(start, ending.start() if ending else len(source.text))


def span_of_entry(source: MarkdownSource, location: Location) -> Span:
    """What is under an entry's heading, up to the next heading or the end of the file."""
    start = [*line_starts(source.text), len(source.text)][location.line]
    ending = _NEXT_HEADING.search(source.text, start)
    return Span(start, ending.start() if ending else len(source.text))


def end_of_paragraph(source: MarkdownSource, ids: Iterable[str]) -> int:
    """The offset after the paragraph and list items with some ids, attributes included."""
    wanted = set(ids)
    last = max(named.location.line for named in source.ids if named.name in wanted)
    return [*line_starts(source.text), len(source.text) + 1][last] - 1


def fitting_pages(edition: Edition, kind: str, date: str) -> list[Page]:
    """The pages where a new entry fits: one, if its kind has one page or its date decides.

    A page has the dates from its first event to its last; a date between two pages fits both.
    """
    pages = [page for page in edition.pages if edition.settings.kind_of(page.path) == kind]
    pages = [page for page in pages if edition.entries_on(page)] or pages
    if len(pages) < 2 or not date:
        return pages
    day = read_date(date).first
    spans = sorted((*_dates_on(edition, page), index) for index, page in enumerate(pages))
    inside = [pages[index] for first, last, index in spans if first <= day <= last]
    before = [pages[index] for _, last, index in spans if last < day]
    after = [pages[index] for first, _, index in spans if day < first]
    return inside or [*before[-1:], *after[:1]]


def _dates_on(edition: Edition, page: Page) -> tuple[Day, Day]:
    days = [entry.date.first for entry in edition.entries_on(page) if entry.date]
    if not days:
        raise RefusedError(f"no event on {page.file} has a date (give one a data-date first)")
    return min(days), max(days)
