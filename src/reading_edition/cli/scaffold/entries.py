"""The skeleton of an entry: a term, a person or an event, in its place, and a link to it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from reading_edition.cli.scaffold.edits import Edit, RefusedError, insertion
from reading_edition.cli.scaffold.locations import Where, link_around
from reading_edition.cli.scaffold.references import citations, written_link
from reading_edition.cli.scaffold.spans import Lines
from reading_edition.model.dates import Day, read_date
from reading_edition.model.edition import Edition, Entry, Page
from reading_edition.model.placeholders import SOURCE, placeholder

_ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True)
class NewEntry:
    """An entry to be written, on a page of its kind; ``words`` of another place are to lead to it."""

    kind: str
    name: str
    title: str
    page: str
    words: str
    text: str = ""
    sources: Sequence[str] = ()
    date: str = ""
    theme: str = ""


def write_entry(edition: Edition, new: NewEntry, where: Where) -> list[Edit]:
    """The edits that write an entry and the link to it from ``where``. Raises :class:`RefusedError`."""
    page = edition.page_by_path[new.page]
    entries = [entry for entry in edition.of_kind(new.kind) if entry.page is page]
    link = link_around(where, new.words, written_link(where.page.path, new.page, new.name))
    following = next((entry for entry in entries if _comes_before(new, entry)), None)
    text = _skeleton(edition, new, entries)
    return [link, _insertion(page, following, text)]


def _skeleton(edition: Edition, new: NewEntry, entries: Sequence[Entry]) -> str:
    level = int(entries[0].element.tag[1]) if entries else 2
    data = f' data-date="{new.date}" data-theme="{new.theme}"' if new.kind == "event" else ""
    limit = edition.settings.summary_words
    what = {"person": "who this is", "event": "what happened"}.get(new.kind, "what it is")
    text = new.text or placeholder(f"{what}, in {limit} words at the most")
    sources = citations(edition, new.sources, new.page) or SOURCE
    heading = f"{'#' * level} {new.title} {{ #{new.name}{data} }}"
    return f"{heading}\n\n{text}\n\n**Sources.** {sources}"


def _insertion(page: Page, following: Entry | None, text: str) -> Edit:
    """Puts an entry before another, or at the end of the page."""
    written = page.source.text
    if following is None or following.location is None:
        body = written.rstrip()
        return Edit(page.path, len(body), len(written), f"\n\n{text}\n")
    return insertion(page.path, Lines(written).starts[following.location.line - 1], f"{text}\n\n")


def _comes_before(new: NewEntry, entry: Entry) -> bool:
    """Whether the new entry stands before another: by date, by surname or by the alphabet."""
    if new.kind == "event":
        return entry.date is not None and read_date(new.date).first < entry.date.first
    return sort_key(new.title, new.kind) < sort_key(entry.title, new.kind)


def sort_key(title: str, kind: str) -> str:
    """The letters by which an entry has its place: without marks, quotation marks and a leading article."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    letters = "".join(c for c in plain if c.isalnum() or c.isspace() or c == "-").strip()
    if kind == "person":
        names = letters.split()
        return " ".join([*names[-1:], *names[:-1]])
    return next((letters[len(each) :] for each in _ARTICLES if letters.startswith(each)), letters)


def pages_of(edition: Edition, kind: str) -> list[Page]:
    """The pages on which entries of a kind stand; where there are such, only those that have some."""
    pages = [page for page in edition.pages if edition.settings.kind_of(page.path) == kind]
    filled = [page for page in pages if any(entry.page is page for entry in edition.of_kind(kind))]
    return filled or pages


def pages_for(edition: Edition, kind: str, date: str) -> list[Page]:
    """The pages on which a new entry may stand: one, if its kind has one page or its date says which.

    A page has the dates from its first event to its last; a date between two pages may stand on either.
    """
    pages = pages_of(edition, kind)
    if kind != "event" or len(pages) < 2:
        return pages
    day = read_date(date).first
    spans = sorted((*_span(edition, page), index) for index, page in enumerate(pages))
    inside = [pages[index] for first, last, index in spans if first <= day <= last]
    if inside:
        return inside
    before = [pages[index] for _, last, index in spans if last < day]
    after = [pages[index] for first, _, index in spans if day < first]
    return [*before[-1:], *after[:1]]


def _span(edition: Edition, page: Page) -> tuple[Day, Day]:
    days = [entry.date.first for entry in edition.of_kind("event") if entry.page is page and entry.date]
    if not days:
        raise RefusedError(f"the events of {page.file} have no dates that can be read")
    return min(days), max(days)
