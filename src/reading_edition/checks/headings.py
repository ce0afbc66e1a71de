"""Check the headings on pages of entries: each has level 2, a space after its number signs, and its own id.

A heading without an id is no entry: links to it are dead, its permalink is missing, and its own links do not count.
All these problems are one mistake, which is reported once, at the heading.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import shorten

from link_checks.location import Location
from link_checks.problem import Problem
from link_checks.suggestions import closest
from reading_edition.checks.locations import invisible_in_braces, location_of_block
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page
from reading_edition.model.names import proposed_id
from reading_edition.model.permalinks import id_of, page_address
from reading_edition.model.problems import problem
from reading_edition.model.runs import HEADINGS, Run, words_of

SHOWN = 50  # the length of a heading in a message, in characters
# An id at the end of a heading in wrong or no brackets, a common mistake.
_MEANT_ID = re.compile(r"[\[({]?:?\s*#([A-Za-z][A-Za-z0-9-]*)\s*[\])}]?\s*$")
_WITHOUT_SPACE = re.compile(r" {1,3}(##+)(?=[^#])|(##+)(?=[^\s#])")


@dataclass(frozen=True)
class HeadingWithoutId:
    """A heading on a page of entries; ``lost`` is the published id that it probably had, or empty."""

    page: Page
    heading: Run
    title: str
    lost: str = ""

    @property
    def fixes(self) -> tuple[str, ...]:
        """The target that exists again once the heading has its id."""
        return (f"{self.page.file}#{self.lost}",) if self.lost else ()


def find_headings_without_id(edition: Edition) -> list[HeadingWithoutId]:
    """Return the headings that need an id to be entries. On pages of sources, the ids come from the list."""
    found: list[HeadingWithoutId] = []
    for page in _pages_of_entries(edition):
        ids = {entry.id for entry in edition.entries_on(page)}
        headings = [block for block in page.blocks if block.kind in HEADINGS[1:] and block.get("id") not in ids]
        lost = _lost_ids(edition, page) if headings else []
        if not ids and not lost:
            continue  # a page without entries, such as one that links to others
        for heading in headings:
            title = words_of([heading])
            alike = [name for name in lost if _may_belong(title, name)]
            meant = alike[0] if len(alike) == 1 else ""
            lost = [name for name in lost if name != meant]
            found.append(HeadingWithoutId(page, heading, title, meant))
    return found


def _pages_of_entries(edition: Edition) -> list[Page]:
    return [page for page in edition.pages if edition.settings.kind_of(page.path) not in ("", "source")]


def _lost_ids(edition: Edition, page: Page) -> list[str]:
    """Return the ids that were published on a page, are missing, and have no redirect."""
    here = page_address(page)
    listed = [each.address for each in edition.permalinks if each.page == here]
    return [id_of(address) for address in listed if id_of(address) and not edition.moves.target_of(address)]


def _may_belong(title: str, name: str) -> bool:
    """Return whether an id may belong to a title: it contains a word of it or its initials, or is almost the same."""
    words, parts = proposed_id(title).split("-"), set(name.split("-"))
    initials = "".join(word[:1] for word in words)
    return bool(parts.intersection(words)) or initials in parts or bool(closest(name, ["-".join(words)]))


def check_headings(edition: Edition, without_id: Iterable[HeadingWithoutId]) -> Iterator[Problem]:
    for page in _pages_of_entries(edition):
        yield from _check_levels(edition, page)
        yield from _check_spaces(edition, page)
    for found in without_id:
        if found.heading.get("data-date"):
            continue  # check_dates reports it
        title, name = found.title, found.lost or proposed_id(found.title) or "its-id"
        if written := _MEANT_ID.search(title):
            title, name = title[: written.start()].strip(), written[1].lower()
        location = _location_of_heading(found.page, found.heading)
        invisible = invisible_in_braces(found.page.source, location)
        key = "entry-without-id/invisible" if invisible else "entry-without-id"
        details = {"title": found.title, "meant": f"## {title} {{ #{name} }}", "invisible": invisible}
        yield problem(edition, found.page, key, location=location, fixes=found.fixes, **details)


def _location_of_heading(page: Page, heading: Run) -> Location | None:
    """Return the location of a heading's words: in a line with number signs, or else their first occurrence."""
    words = words_of([heading])
    above = page.blocks[: page.blocks.index(heading)]
    number = sum(block.kind in HEADINGS and words_of([block]) == words for block in above)
    return location_of_block(page.source, heading, number=number) or page.source.find(words)


def _check_levels(edition: Edition, page: Page) -> Iterator[Problem]:
    """Report headings that may be entries and are not ``h2``. The first ``h1`` is the page's title."""
    ids = {named.name: named.location for named in reversed(page.source.ids)}
    titles = [block for block in page.blocks if block.kind == "h1"]
    for heading in page.blocks:
        is_entry = heading.kind in HEADINGS[2:] and heading.get("id") in ids
        if is_entry or heading in titles[1:]:
            location = ids.get(heading.get("id")) or _location_of_heading(page, heading)
            title, level = words_of([heading]), heading.kind[1]
            yield problem(edition, page, "entry-level", location=location, title=title, level=level)


def _check_spaces(edition: Edition, page: Page) -> Iterator[Problem]:
    """Report headings that are indented or lack their space; some Markdown parsers take these for paragraphs."""
    lines = page.source.text.split("\n")
    for number, line in enumerate(page.source.masked.split("\n"), 1):
        if found := _WITHOUT_SPACE.match(line):
            words = shorten(lines[number - 1].strip(" #"), SHOWN, placeholder=" ...")
            location = Location(number, found.start(found.lastindex or 0) + 1)
            key = "heading-form/indented" if found[1] else "heading-form/space"
            yield problem(edition, page, key, location=location, words=words)
