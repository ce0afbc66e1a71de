"""Search entries: one for each paragraph and note, so that a search lands on the exact place.

A generator makes one entry of a whole page of the essay, and indexes the other pages with what is no part of
them (tooltips), or before they are woven. So the entries are made here, the same for every generator.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from lxml.html import HtmlElement
from markupsafe import Markup

from reading_edition.model.edition import Edition, Note, Page
from reading_edition.model.names import owner_name
from reading_edition.model.runs import plain
from reading_edition.render.words import passage_words

SEARCH_INDEXES = ("search/search_index.json", "search.json")  # where MkDocs and Zensical write theirs


def search_entries(edition: Edition) -> list[dict[str, str]]:
    """The entries of the essay's pages, in reading order, each with ``location``, ``title`` and ``text``."""
    return list(_entries(edition))


def _entries(edition: Edition) -> Iterator[dict[str, str]]:
    translate = edition.settings.translate
    labels = {kind.id: kind.label for kind in edition.settings.notes}
    notes: dict[str, list[Note]] = {}
    for note in edition.notes:
        notes.setdefault(note.page.path, []).append(note)
    for part in edition.parts:
        for passage in part.passages:
            yield _entry(
                part.page.url, passage.id, owner_name(passage, translate), passage_words(passage.element)
            )
        for note in notes.get(part.page.path, ()):
            name = owner_name(note, translate)
            title = f"{name} ({labels[note.kind]})" if note.kind else name
            yield _entry(part.page.url, note.id, title, plain(note.element.text_content()))


def _entry(url: str, fragment: str, title: str, words: str) -> dict[str, str]:
    return {"location": f"{url}#{fragment}", "title": title, "text": f"<p>{Markup.escape(words)}</p>"}


def with_search_entries(index: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """A search index with the edition's entries, in MkDocs's form (``docs``) or in Zensical's (``items``).

    Pages that the generator has not indexed (because their front matter says so) have none.
    """
    if "items" in index:
        return {**index, "items": list(_items(index["items"], edition))}
    indexed = {_page_of(entry) for entry in index.get("docs", [])}
    return {**index, "docs": [_shown(entry) for entry in _all_entries(edition, indexed)]}


def _all_entries(edition: Edition, indexed: Container[str]) -> Iterator[dict[str, str]]:
    yield from search_entries(edition)
    parts = {part.page.path for part in edition.parts}
    for page in edition.pages:
        if page.url in indexed and page.path not in parts:
            yield from section_entries(page)


def _items(items: list[dict[str, Any]], edition: Edition) -> Iterator[dict[str, Any]]:
    """Zensical's entries, which also say a heading's level, and its page's tags and place in the site."""
    pages = {_page_of(item): item for item in reversed(items)}
    for entry in _all_entries(edition, pages):
        page = pages.get(_page_of(entry), {})
        level = int(entry.get("level", "2"))
        yield {**_shown(entry), "level": level, "path": page.get("path", []), "tags": page.get("tags", [])}


def _page_of(entry: dict[str, Any]) -> str:
    return str(entry.get("location", "")).split("#")[0]


def _shown(entry: dict[str, str]) -> dict[str, str]:
    return {name: entry[name] for name in ("location", "title", "text")}


def section_entries(page: Page) -> Iterator[dict[str, str]]:
    """An entry for each heading of a woven page: its words to the next; the first is of the page itself."""
    entries = [{"location": page.url, "title": page.title, "level": "1", "words": ""}]
    for heading, words in _sections(page.root):
        if heading is None:
            entries[0]["words"] += words
        elif heading.tag == "h1":
            entries[0] |= {"title": plain(heading.text_content()), "words": entries[0]["words"] + words}
        else:
            location = f"{page.url}#{heading.get('id')}"
            title = plain(heading.text_content())
            entries.append({"location": location, "title": title, "level": heading.tag[1], "words": words})
    for entry in entries:
        words = " ".join(entry.pop("words").split())
        yield {**entry, "title": str(Markup.escape(entry["title"])), "text": f"<p>{Markup.escape(words)}</p>"}


def _sections(root: HtmlElement) -> Iterator[tuple[HtmlElement | None, str]]:
    """The headings of a page that have an id, each with the words up to the next one."""
    sections: list[tuple[HtmlElement | None, list[str]]] = [(None, [])]
    _collect(root, sections)
    for heading, words in sections:
        yield heading, "".join(words)


def _collect(element: HtmlElement, sections: list[tuple[HtmlElement | None, list[str]]]) -> None:
    """Adds the texts of an element in their order, without what is not to be found by search.

    A heading begins a new section.
    """
    tag = element.tag
    if tag in _HEADINGS and element.get("id"):
        sections.append((element, []))
    elif isinstance(tag, str) and tag not in _UNREAD and element.get("data-search-exclude") is None:
        edge = "" if tag in _INLINE else " "
        sections[-1][1].append(edge + (element.text or ""))
        for child in element:
            _collect(child, sections)
        sections[-1][1].append(edge)
    if element.tail:
        sections[-1][1].append(element.tail)


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNREAD = frozenset({"script", "style", "svg", "template"})
_INLINE = frozenset(
    {"a", "abbr", "b", "cite", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup", "time", "u"}
)
