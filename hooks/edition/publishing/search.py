"""Search entries: one for each paragraph and note, so that a search lands on the exact place.

The theme makes one entry of a whole page of the essay; these take its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from ..model import Edition
from ..received import plain
from ..words import owner_name, passage_words


def search_entries(edition: Edition) -> list[dict[str, str]]:
    """The entries of the essay's pages, in reading order, each with ``location``, ``title`` and ``text``."""
    return list(_entries(edition))


def _entries(edition: Edition) -> Iterator[dict[str, str]]:
    labels = {kind.id: kind.label for kind in edition.settings.notes}
    for part in edition.parts:
        for passage in part.passages:
            yield _entry(part.page.url, passage.id, owner_name(passage), passage_words(passage.element))
        for note in edition.notes:
            if note.page is part.page:
                title = f"{owner_name(note)} ({labels[note.kind]})" if note.kind else owner_name(note)
                yield _entry(part.page.url, note.id, title, plain(note.element.text_content()))


def _entry(url: str, fragment: str, title: str, words: str) -> dict[str, str]:
    return {"location": f"{url}#{fragment}", "title": title, "text": f"<p>{Markup.escape(words)}</p>"}


def with_search_entries(index: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """A search index in which the essay's pages have these entries and no others."""
    urls = {part.page.url for part in edition.parts}
    kept = [entry for entry in index.get("docs", []) if entry.get("location", "").split("#")[0] not in urls]
    return {**index, "docs": [*search_entries(edition), *kept]}
