"""Reads the rendered pages as an edition: parts, passages, notes, entries and references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from link_checks.location import Location
from link_checks.site import FOOTNOTE_CLASSES, Link, Page, Site
from reading_edition.load.received import split_received
from reading_edition.model.dates import NEVER, Day, EdtfDate, Manner, is_date, read_date
from reading_edition.model.edition import (
    Aim,
    Edition,
    Emendation,
    Entry,
    Note,
    Owner,
    Part,
    Passage,
    Reference,
    Source,
)
from reading_edition.model.settings import Settings

_NUMBERED = re.compile(r"p[0-9]+(?:-[0-9]+)?")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Records:
    """What stands beside the pages: the received text, the emendations and the sources."""

    received: str
    emendations: Sequence[Emendation]
    sources: Sequence[Source]


def read_edition(site: Site, settings: Settings, records: Records) -> Edition:
    """The edition that the pages of a site hold."""
    parts = read_parts(site, settings)
    paths_of_parts = frozenset(settings.parts)
    order = [
        *(part.page for part in parts),
        *(page for page in site.pages if page.path not in paths_of_parts),
    ]
    passages = {id(passage.element): passage for part in parts for passage in part.passages}
    notes = number_notes(note for page in order for note in read_notes(page, passages, settings))
    listed = {source.id: source.location for source in records.sources}
    entries = [entry for page in site.pages for entry in read_entries(page, settings, listed)]
    entries = _with_events_in_order(entries)
    edition = Edition(
        settings=settings,
        site=site,
        parts=parts,
        notes=notes,
        entries=entries,
        references=[],
        sources=list(records.sources),
        emendations=list(records.emendations),
        received=split_received(records.received, list(settings.front)),
    )
    owners = _Owners(edition)
    edition.references += [reference for page in site.pages for reference in owners.references(page)]
    return edition


def read_parts(site: Site, settings: Settings) -> list[Part]:
    """The parts of the essay that exist, in order, with their passages."""
    pages = [site.by_path[path] for path in settings.parts if path in site.by_path]
    return [Part(page, number, tuple(_passages(page, settings))) for number, page in enumerate(pages, 1)]


def _passages(page: Page, settings: Settings) -> Iterator[Passage]:
    for name, element in page.ids.items():
        if name in settings.front or _NUMBERED.fullmatch(name):
            yield Passage(name, page, element, settings.front.get(name, ""))


def read_notes(page: Page, passages: Mapping[int, Passage], settings: Settings) -> Iterator[Note]:
    """The notes of a page, in the order of their first marks; ``passages`` by their elements' identity."""
    definitions = {named.name: named.location for named in reversed(page.source.footnote_definitions)}
    marks: dict[str, list[HtmlElement]] = {}
    for mark in page.root.iter("a"):
        if "footnote-ref" in (mark.get("class") or "").split() and not is_inside_note(mark):
            marks.setdefault((mark.get("href") or "").removeprefix("#fn:"), []).append(mark)
    for name, found in marks.items():
        element = page.ids.get(f"fn:{name}")
        if element is not None:
            yield Note(
                name=name,
                kind=_kind_of_note(element, settings),
                number=0,
                passage=_passage_around(found[0], passages),
                page=page,
                element=element,
                marks=tuple(found),
                location=definitions.get(name),
            )


def is_inside_note(mark: HtmlElement) -> bool:
    """Whether a mark stands in a note: notes are not nested, and the check of notes tells of it."""
    return any((ancestor.get("id") or "").startswith("fn:") for ancestor in mark.iterancestors("li"))


def _kind_of_note(element: HtmlElement, settings: Settings) -> str:
    opening = next(element.iter("strong"), None)
    if opening is None or " ".join(element.text_content().split()).find((opening.text or "").strip()) != 0:
        return ""
    kind = settings.note_kind((opening.text or "").strip().rstrip("."))
    return kind.id if kind else ""


def _passage_around(element: HtmlElement, passages: Mapping[int, Passage]) -> Passage | None:
    for ancestor in (element, *element.iterancestors()):
        if id(ancestor) in passages:
            return passages[id(ancestor)]
    return None


def number_notes(notes: Iterable[Note]) -> list[Note]:
    """Notes that come in reading order, with their numbers through the whole edition."""
    return [replace(note, number=number) for number, note in enumerate(notes, 1)]


def read_entries(page: Page, settings: Settings, sources: Mapping[str, Location | None]) -> Iterator[Entry]:
    """The entries of a page: its headings with an explicit id, with all that stands under each.

    ``sources`` are the places of the sources in their list, by their ids.
    """
    kind = settings.kind_of(page.path)
    if not kind:
        return
    locations: Mapping[str, Location | None]
    locations = (
        sources if kind == "source" else {named.name: named.location for named in reversed(page.source.ids)}
    )
    children = list(page.root)
    for index, element in enumerate(children):
        name = element.get("id") if isinstance(element.tag, str) else None
        if element.tag in _HEADINGS and name and name in locations:
            blocks = _blocks_under(children[index + 1 :])
            yield _entry(kind, page, element, blocks, locations[name], settings.manner)


def _with_events_in_order(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, with the pages of events in the order of their first dates; in a page nothing moves."""
    first: dict[str, Day] = {}
    for entry in entries:
        if entry.date is not None:
            first[entry.page.path] = min(entry.date.first, first.get(entry.page.path, NEVER))
    events = (entry for entry in entries if entry.kind == "event")
    ordered = iter(sorted(events, key=lambda entry: first.get(entry.page.path, NEVER)))
    return [next(ordered) if entry.kind == "event" else entry for entry in entries]


def _blocks_under(following: Sequence[HtmlElement]) -> list[HtmlElement]:
    blocks: list[HtmlElement] = []
    for element in following:
        if element.tag in ("h1", *_HEADINGS):
            break
        if isinstance(element.tag, str) and element.get("class") != "footnote":
            blocks.append(element)
    return blocks


def _entry(
    kind: str,
    page: Page,
    element: HtmlElement,
    blocks: Sequence[HtmlElement],
    location: Location | None,
    manner: Manner,
) -> Entry:
    data = {name[5:]: value for name, value in element.attrib.items() if name.startswith("data-")}
    return Entry(
        id=element.get("id") or "",
        kind=kind,
        title=" ".join(element.text_content().split()),
        page=page,
        element=element,
        blocks=tuple(blocks),
        data=data,
        location=location,
        date=_date(data.get("date"), manner),
    )


def _date(text: str | None, manner: Manner) -> EdtfDate | None:
    """A date, or None for one that the check of dates will tell of."""
    return read_date(text, manner) if text and is_date(text) else None


class _Owners:
    """Finds, for every link, what it stands in and what it leads to."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._by_element: dict[int, Owner] = {}
        for passage in edition.passages:
            self._by_element[id(passage.element)] = passage
        for note in edition.notes:
            self._by_element[id(note.element)] = note
        for entry in edition.entries:
            for element in (entry.element, *entry.blocks):
                self._by_element[id(element)] = entry
        self._aims: dict[tuple[str, str], Aim] = {}
        items: list[Passage | Note | Entry] = [*edition.passages, *edition.notes, *edition.entries]
        for item in items:
            self._aims.setdefault((item.page.path, item.id), item)

    def references(self, page: Page) -> Iterator[Reference]:
        for link in self._edition.site.links(page):
            aim = self._aim(link)
            if aim is not None:
                heading = None
                if isinstance(aim, Page) and link.target.fragment:
                    heading = aim.ids[link.target.fragment]
                yield Reference(self._owner(link.element, page), aim, link.element, link.location, heading)

    def _owner(self, element: HtmlElement, page: Page) -> Owner:
        for ancestor in (element, *element.iterancestors()):
            if id(ancestor) in self._by_element:
                return self._by_element[id(ancestor)]
        return page

    def _aim(self, link: Link) -> Aim | None:
        target = link.target
        if target.kind != "page" or link.element.tag != "a":
            return None
        page = self._edition.site.by_path[target.path]
        if not target.fragment:
            return page
        if aim := self._aims.get((target.path, target.fragment)):
            return aim
        return page if target.fragment in page.ids else None


def is_footnote_machinery(element: HtmlElement) -> bool:
    """Whether an element is a mark, or a way back from a note, that the footnotes extension wrote."""
    classes = element.get("class")
    return classes is not None and not FOOTNOTE_CLASSES.isdisjoint(classes.split())
