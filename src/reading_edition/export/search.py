"""The search index: an entry for each passage, note and section, so that a result leads to the exact location.

The index of a site generator has one entry for a whole page of the essay, and includes tooltips and other additions.
Here, an entry is plain text, and contains its kind and the other spellings of its name.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from reading_edition.export.entries import sections_of, shown_blocks, source_lines
from reading_edition.export.json_lines import compact_json
from reading_edition.model.edition import Edition
from reading_edition.model.entry_kinds import ENTRY_KINDS
from reading_edition.model.items import Entry, Owner, Page, Part
from reading_edition.model.names import owner_name, type_of
from reading_edition.model.runs import without_citations, words_of
from reading_edition.render.entries import is_list_of_sources

SEARCH_INDEX = "search/search_index.json"
SearchEntry = dict[str, Any]


def search_index(edition: Edition) -> Iterator[str]:
    """Yield the search index as JSON: its entries (``docs``), and the kinds of results.

    The essay is always indexed. Any other page is, unless its front matter contains ``search: {exclude: true}``.
    """
    yield f'{{"kinds":{compact_json(kinds_of(edition))},"docs":['
    for number, entry in enumerate(search_entries(edition)):
        yield f"{',' if number else ''}{compact_json(entry)}"
    yield "]}"


def kinds_of(edition: Edition) -> dict[str, dict[str, Any]]:
    """Return the kinds of results in the order of their buttons: their names, and whether they are shown last."""
    translate = edition.settings.translate
    kinds = [("passage", "Paragraph", "Essay", False), ("note", "Note", "Notes", False)]
    kinds += [(kind.id, kind.label, kind.title, kind.is_evidence) for kind in ENTRY_KINDS.values()]
    kinds += [("page", "Page", "Pages", False)]
    return {name: {"one": translate(one), "all": translate(many), "last": last} for name, one, many, last in kinds}


def search_entries(edition: Edition) -> Iterator[SearchEntry]:
    """Yield the entries of the essay, then the entries of the other pages."""
    for part in edition.parts:
        yield from _essay_entries(edition, part)
    for page in edition.pages:
        search = edition.front_matter.get(page.path, {}).get("search")
        is_excluded = isinstance(search, Mapping) and search.get("exclude")
        if edition.part_of(page) is None and not is_excluded:
            yield from _section_entries(edition, page)


def _entry(owner: Owner, url: str, fragment: str, title: str, words: str) -> SearchEntry:
    location = f"{url}#{fragment}" if fragment else url
    entry = {"location": location, "title": title, "text": words, "kind": type_of(owner)}
    also = [name for name in owner.also if name != title] if isinstance(owner, Entry) else []
    return {**entry, "also": also} if also else entry


def _essay_entries(edition: Edition, part: Part) -> Iterator[SearchEntry]:
    """Yield an entry for each passage of a part of the essay, then one for each of its notes."""
    page, translate = part.page, edition.settings.translate
    for passage in part.passages:
        yield _entry(passage, page.url, passage.id, owner_name(passage, translate), passage.words)
    for note in edition.notes_on(page):
        label, name = edition.label_of(note), owner_name(note, translate)
        title = f"{name} ({label})" if label else name
        words = words_of(without_citations(note.paragraphs, edition.is_citation))
        yield _entry(note, page.url, note.id, title, words)


def _section_entries(edition: Edition, page: Page) -> Iterator[SearchEntry]:
    """Yield an entry for a page and one for each heading with an id, with the text up to the next such heading."""
    entries = {entry.id: entry for entry in edition.entries_on(page)}
    for heading, blocks in sections_of(page.blocks):
        name = heading.get("id") if heading and heading.kind != "h1" else ""
        title = words_of([heading]) if heading else page.title
        entry = entries.get(name)
        words = _entry_words(edition, entry) if entry else words_of(blocks)
        yield _entry(entry or page, page.url, name, title, words)


def _entry_words(edition: Edition, entry: Entry) -> str:
    """Return the text of an entry without citations, with its date or, for a source, its citation and facts."""
    date = entry.date.words if entry.date else ""
    kinds = edition.settings.source_kinds
    source = edition.source(entry.id) if entry.kind == "source" else None
    lines = [*source_lines(edition, entry), kinds.get(source.kind, source.kind)] if source else []
    blocks = shown_blocks(entry, edition.settings.translate)
    said = [block for block in blocks if not is_list_of_sources(block, edition)]
    listed = [block for block in blocks if block not in said]
    words = words_of([*without_citations(said, edition.is_citation), *listed])
    return " ".join(filter(None, [date, words, *lines]))
