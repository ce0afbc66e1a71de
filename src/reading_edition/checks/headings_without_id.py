"""Headings that lost the id under which their entry was published, or never had one.

An entry without its id is no entry: links to it lead nowhere, its permalink is gone, and what it alone
pointed to is an orphan. All that is one slip, so it is told once, at the heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from link_checks.suggestions import closest
from reading_edition.checks.locations import HEADINGS
from reading_edition.cli.scaffold.names import proposed_name
from reading_edition.model.edition import Edition, Page
from reading_edition.model.permalinks import Moves, id_of, page_address


@dataclass(frozen=True)
class Nameless:
    """A heading on a page of entries that has no id of its own; ``lost`` is the published id that was its."""

    page: Page
    heading: HtmlElement
    title: str
    lost: str = ""

    @property
    def fixes(self) -> tuple[str, ...]:
        """The place that links will find again once the heading has its id."""
        return (f"{self.page.file}#{self.lost}",) if self.lost else ()


def find_nameless(edition: Edition) -> list[Nameless]:
    """The headings that are no entries for want of an id. Pages of sources have theirs from the list."""
    found: list[Nameless] = []
    for page in edition.pages:
        if edition.settings.kind_of(page.path) not in ("", "source"):
            found += _on_page(edition, page)
    return found


def _on_page(edition: Edition, page: Page) -> Iterator[Nameless]:
    entries = {id(entry.element) for entry in edition.entries_on(page)}
    headings = page.root.iterchildren(*HEADINGS[1:])
    nameless = [heading for heading in headings if id(heading) not in entries]
    lost = _lost_ids(edition, page) if nameless else []
    if not entries and not lost:
        return  # a page with nothing but headings of its own, such as one that leads to others
    for heading in nameless:
        title = " ".join(heading.text_content().split())
        alike = [name for name in lost if _may_be_of(title, name)]
        if len(alike) == 1:
            lost.remove(alike[0])
        yield Nameless(page, heading, title, alike[0] if len(alike) == 1 else "")


def _lost_ids(edition: Edition, page: Page) -> list[str]:
    """The ids that were published on a page, are gone, and lead nowhere else."""
    moves, address = Moves(edition.permalinks, edition.addresses), page_address(page)
    return [
        id_of(each.address)
        for each in edition.permalinks
        if each.page == address and id_of(each.address) and not moves.target_of(each.address)
    ]


def _may_be_of(title: str, name: str) -> bool:
    """Whether an id may be that of a title: it has a word of it, its initials, or nearly its letters."""
    words, parts = proposed_name(title).split("-"), set(name.split("-"))
    initials = "".join(word[:1] for word in words)
    return bool(parts.intersection(words)) or initials in parts or bool(closest(name, ["-".join(words)]))
