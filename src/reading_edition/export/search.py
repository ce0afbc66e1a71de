"""Search entries: one for each paragraph, note and section, so that a result leads to the exact location.

A site generator makes one entry for a whole page of the essay, and indexes other pages with what is not part
of them, such as tooltips. So the entries are made here, the same for every generator.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from markupsafe import escape

from reading_edition.export.entries import shown_blocks, source_lines
from reading_edition.model.edition import Edition, Entry, Page
from reading_edition.model.names import owner_name
from reading_edition.model.runs import HEADINGS, Run, words_of

SEARCH_INDEXES = ("search/search_index.json", "search.json")  # the files of MkDocs and Zensical


@dataclass(frozen=True)
class SearchEntry:
    """What a search finds: its address, title and words; ``level`` is that of its heading."""

    url: str
    id: str
    title: str
    words: str
    level: int = 2

    @property
    def json(self) -> dict[str, Any]:
        location = f"{self.url}#{self.id}" if self.id else self.url
        return {
            "location": location,
            "title": str(escape(self.title)),
            "text": f"<p>{escape(self.words)}</p>",
        }


def with_search_entries(index: Mapping[str, Any], edition: Edition) -> dict[str, Any]:
    """A search index with the edition's entries, in the form of MkDocs (``docs``) or of Zensical (``items``).

    The essay is always indexed; of the other pages those that the generator indexed, because the front
    matter of a page may exclude it.
    """
    if "items" in index:
        return {**index, "items": list(_items(index["items"], edition))}
    urls = {_page_url(entry) for entry in index.get("docs", [])}
    return {**index, "docs": [entry.json for entry in search_entries(edition, urls)]}


def _items(items: Iterable[dict[str, Any]], edition: Edition) -> Iterator[dict[str, Any]]:
    """The entries for Zensical, which also contain the level of the heading, and the page's path and tags."""
    pages: dict[str, dict[str, Any]] = {}
    for item in items:
        pages.setdefault(_page_url(item), item)
    for entry in search_entries(edition, pages):
        page = pages.get(entry.url, {})
        context = {"path": page.get("path", []), "tags": page.get("tags", [])}
        yield {**entry.json, "level": entry.level, **context}


def _page_url(entry: Mapping[str, Any]) -> str:
    return str(entry.get("location", "")).partition("#")[0]


def search_entries(edition: Edition, urls: Container[str]) -> Iterator[SearchEntry]:
    """The entries of the essay, then those of the other pages with one of some URLs."""
    for part in edition.parts:
        yield from _essay_entries(edition, part.page)
    for page in edition.pages:
        if page.url in urls and edition.part_of(page) is None:
            yield from section_entries(edition, page)


def _essay_entries(edition: Edition, page: Page) -> Iterator[SearchEntry]:
    """An entry for each passage of a page of the essay, then one for each of its notes."""
    translate, part = edition.settings.translate, edition.part_of(page)
    for passage in part.passages if part else ():
        yield SearchEntry(page.url, passage.id, owner_name(passage, translate), passage.words)
    for note in edition.notes:
        if note.page is page:
            label, name = edition.label_of(note), owner_name(note, translate)
            title = f"{name} ({label})" if label else name
            words = f"{note.opening} {note.words}" if label else note.words
            yield SearchEntry(page.url, note.id, title, words)


def section_entries(edition: Edition, page: Page) -> Iterator[SearchEntry]:
    """An entry for a page, and one for each heading with an id; the words are those up to the next one."""
    entries = {entry.id: entry for entry in edition.entries_on(page)}
    for heading, blocks in _sections(page.blocks):
        name = heading.get("id") if heading and heading.kind != "h1" else ""
        title = words_of([heading]) if heading else page.title
        entry = entries.get(name)
        words = _entry_words(edition, entry) if entry else words_of(blocks)
        yield SearchEntry(page.url, name, title, words, int(heading.kind[1]) if heading else 1)


def _entry_words(edition: Edition, entry: Entry) -> str:
    """The words of an entry with its date, or with the citation of a source."""
    translate = edition.settings.translate
    date = entry.date.words if entry.date else ""
    kinds = edition.settings.source_kinds
    source = edition.source(entry.id) if entry.kind == "source" else None
    lines = [*source_lines(edition, entry), kinds.get(source.kind, source.kind)] if source else []
    return " ".join(filter(None, [date, words_of(shown_blocks(entry, translate)), *lines]))


def _sections(blocks: Iterable[Run]) -> list[tuple[Run | None, list[Run]]]:
    """The headings of a page that have an id, each with the blocks up to the next.

    What comes before the first belongs to the page itself, as does the page's title.
    """
    sections: list[tuple[Run | None, list[Run]]] = [(None, [])]
    for block in chain.from_iterable(map(_opened, blocks)):
        if block.kind == "h1" and len(sections) == 1:
            sections[0] = (block, sections[0][1])
        elif block.kind in HEADINGS and block.get("id"):
            sections.append((block, []))
        else:
            sections[-1][1].append(block)
    return sections


def _opened(block: Run) -> Iterator[Run]:
    """A block, or what it contains where there are headings in it."""
    if block.kind in HEADINGS or not _contains_heading(block):
        yield block
    else:
        yield from chain.from_iterable(map(_opened, block.runs))


def _contains_heading(block: Run) -> bool:
    return any(run.kind in HEADINGS or _contains_heading(run) for run in block.runs)
