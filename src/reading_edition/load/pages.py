"""Reads the parts, passages, notes, entries and cross-references of an edition from its loaded pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property, partial
from itertools import count, takewhile

from lxml.html import HtmlElement

from link_checks.location import Location
from link_checks.site import Site
from reading_edition.load.guide import read_guide
from reading_edition.load.loaded_pages import LoadedLink, LoadedPage, block_elements
from reading_edition.load.notes import note_references, opening_of, paragraphs_of
from reading_edition.load.passages import NO_LABEL, LastLabel, PassageReader, locations_of
from reading_edition.load.permalinks import addresses_of
from reading_edition.load.received import read_received
from reading_edition.load.results import Results
from reading_edition.load.runs import Attributes, Walker
from reading_edition.model import items
from reading_edition.model.dates import NEVER, Day, date_of
from reading_edition.model.edition import Edition, Records
from reading_edition.model.runs import HEADINGS, Run, words_of


@dataclass(frozen=True, kw_only=True)
class Inputs(Records):
    """The inputs of an edition besides its pages.

    ``received`` is the received text. ``published`` contains the paths of the files that the build writes.
    ``results`` are cached from earlier builds with the same settings and the same files in the site.
    """

    received: str
    published: Iterable[str] = ()
    results: Results = field(default_factory=Results)


def read_edition(site: Site, loaded: Sequence[LoadedPage], inputs: Inputs) -> Edition:
    """Return the edition that the pages of a site contain, without its citations."""
    return _Reader(site, inputs, {each.page.path: each for each in loaded}).edition()


@dataclass
class _ReadPage:
    """The content of one page. While the page is read, ``owners`` maps its elements to passages, notes and entries.

    ``last_label`` is the last label in the text up to the end of this page.
    """

    loaded: LoadedPage
    part: items.Part | None = None
    owners: dict[HtmlElement, items.Owner] = field(default_factory=dict)
    notes: Sequence[items.Note] = ()
    entries: Sequence[items.Entry] = ()
    links: list[tuple[LoadedLink, items.Owner, Run | None]] = field(default_factory=list)
    last_label: LastLabel = NO_LABEL

    def owner(self, element: HtmlElement) -> items.Owner | None:
        """Return the passage, note or entry that contains an element, or None."""
        ancestors = (element, *element.iterancestors())
        return next((self.owners[each] for each in ancestors if each in self.owners), None)

    def release(self, runs: Mapping[HtmlElement, Run]) -> None:
        """Store each link of the page with its owner and its run, and release the page's elements."""
        elements = self.loaded.rendered.link_elements
        for link in self.loaded.links:
            element, _ = elements[link.position]
            run = runs.get(element, self.loaded.runs.get(link.position))
            self.links.append((link, self.owner(element) or self.loaded.page, run))
        self.owners = {}


@dataclass
class _Reader:
    """A reader of an edition. It reads the loaded pages one after another."""

    site: Site
    inputs: Inputs
    pages: Mapping[str, LoadedPage]
    attributes: dict[Attributes, Mapping[str, str]] = field(default_factory=dict)

    def edition(self) -> Edition:
        inputs = self.inputs
        received = read_received(inputs.received, inputs.settings)
        reader = PassageReader(inputs.settings, inputs.emendations, received)
        read = self._read_pages(reader)
        parts = [part for page in read.values() if (part := page.part)]
        notes = [note for page in read.values() for note in page.notes]
        entries = _in_order_of_dates([entry for path in self.pages for entry in read[path].entries])
        passages = [passage for part in parts for passage in part.passages]
        links = [link for path in self.pages for link in read[path].links]
        references, dead_links = self._links(links, [*passages, *notes, *entries])
        records = {each.name: getattr(inputs, each.name) for each in fields(Records)}
        records["address"] = f"{inputs.address.rstrip('/')}/" if inputs.address else ""
        return Edition(
            **records,
            folder=self.site.folder,
            pages=tuple(loaded.page for loaded in self.pages.values()),
            parts=tuple(parts),
            notes=tuple(notes),
            entries=tuple(entries),
            references=tuple(references),
            dead_links=tuple(dead_links),
            guide=read_guide(self.pages[guide].page if (guide := inputs.settings.guide) in self.pages else None),
            received=tuple((each.id, each.words) for each in received),
            shapes={each.id: each.shape for each in received if each.shape},
            addresses=addresses_of(self.site, list(self.pages.values()), inputs.published),
        )

    def _read_pages(self, reader: PassageReader) -> dict[str, _ReadPage]:
        """Read all pages, and return them by path. Numbers continue across pages, so parts of the text come first."""
        parts = {path: number for number, path in enumerate(filter(self.pages.get, self.inputs.settings.parts), 1)}
        read: dict[str, _ReadPage] = {}
        first_note, label = 1, NO_LABEL
        for path in dict.fromkeys([*parts, *self.pages]):
            number, page = parts.get(path, 0), self.pages[path].page
            key = page, number, first_note, label, self._records_of(path, number)
            make = partial(self._read, path, number, first_note, reader, label)
            read[path] = self.inputs.results.cached(("read", path), key, make)
            first_note, label = first_note + len(read[path].notes), read[path].last_label
        return read

    def _records_of(self, path: str, number: int) -> object:
        """Return the records on which the content of a page depends."""
        if self.inputs.settings.kind_of(path) == "source":
            return self.inputs.sources
        return (self.inputs.received, self.inputs.emendations) if number else ()

    def _read(self, path: str, number: int, first_note: int, reader: PassageReader, label: LastLabel) -> _ReadPage:
        """Read one page, which is a part of the text if its number is not 0."""
        loaded = self.pages[path]
        read = _ReadPage(loaded)
        walker = Walker(partial(self.site.resolve, loaded.rendered), attributes=self.attributes)
        if number:
            read.part, read.owners, label = reader.part(number, loaded, walker, label)
        read.last_label = label
        read.notes = list(self._notes_on(read, walker, count(first_note)))
        read.entries = list(self._entries(read))
        read.release(walker.links)
        self.site.release(loaded.rendered)
        return read

    def _notes_on(self, read: _ReadPage, walker: Walker, numbers: Iterator[int]) -> Iterator[items.Note]:
        """Yield the notes on a page, in the order of their first references."""
        loaded = read.loaded
        locations = locations_of(loaded.page.source.footnote_definitions)
        for name, references in note_references(loaded.rendered).items():
            element = loaded.rendered.ids.get(f"fn:{name}")
            if element is None:
                continue
            passage = read.owner(references[0])
            opening, attributes = opening_of(element)
            kind = self.inputs.settings.note_kind(opening.rstrip("."))
            note = items.Note(
                name=name,
                kind=kind.id if kind else "",
                number=next(numbers),
                passage=passage if isinstance(passage, items.Passage) else None,
                page=loaded.page,
                paragraphs=paragraphs_of(walker.runs(element), opening if kind else ""),
                opening=opening,
                is_core="core" in attributes.get("class", "").split(),
                themes=attributes.get("data-theme", "").split(),
                references=len(references),
                location=locations.get(name),
            )
            read.owners[element] = note
            yield note

    def _entries(self, read: _ReadPage) -> Iterator[items.Entry]:
        """Yield the entries on a page: each heading below ``h1`` with an explicit id, and all blocks under it."""
        loaded = read.loaded
        kind = self.inputs.settings.kind_of(loaded.page.path)
        if not kind:
            return
        locations = self._source_locations if kind == "source" else locations_of(loaded.page.source.ids)
        blocks, elements = loaded.page.blocks, block_elements(loaded.rendered.root)
        for index, (heading, element) in enumerate(zip(blocks, elements, strict=True), 1):
            if heading.kind in HEADINGS[1:] and (name := heading.get("id")) in locations:
                data = {key[5:]: value for key, value in heading.attributes.items() if key.startswith("data-")}
                entry = items.Entry(
                    id=name,
                    kind=kind,
                    title=words_of([heading]),
                    page=loaded.page,
                    heading=heading.runs,
                    blocks=tuple(takewhile(lambda block: block.kind not in HEADINGS, blocks[index:])),
                    data=data,
                    location=locations[name],
                    date=date_of(data.get("date", ""), self.inputs.settings.translate),
                )
                read.owners |= dict.fromkeys([element, *blocks_under(element)], entry)
                yield entry

    @cached_property
    def _source_locations(self) -> dict[str, Location | None]:
        return {source.id: source.location for source in self.inputs.sources}

    def _links(
        self, links: Iterable[tuple[LoadedLink, items.Owner, Run | None]], linked: Sequence[items.Item]
    ) -> tuple[list[items.Reference], list[items.DeadLink]]:
        """Return the links between pages, passages, notes and entries, and separately the dead links."""
        targets: dict[tuple[str, str], items.Owner] = {}
        for item in linked:
            targets.setdefault((item.page.path, item.id), item)
        references, dead_links = [], []
        for link, owner, run in links:
            target = self._target(link, targets)
            if run is not None and target is not None:
                heading = (link.target.fragment or "") if isinstance(target, items.Page) else ""
                references.append(items.Reference(owner, target, run, link.location, heading, link.position))
            elif self._is_dead(link):
                dead_links.append(items.DeadLink(owner, link.target, link.location))
        return references, dead_links

    def _target(self, link: LoadedLink, targets: Mapping[tuple[str, str], items.Owner]) -> items.Owner | None:
        target = link.target
        if target.kind != "page" or link.tag != "a":
            return None
        loaded = self.pages[target.path]
        if not target.fragment:
            return loaded.page
        in_page = loaded.page if target.fragment in loaded.page.ids else None
        return targets.get((target.path, target.fragment), in_page)

    def _is_dead(self, link: LoadedLink) -> bool:
        target = link.target
        if target.kind == "missing":
            return bool(target.fragment)
        page = self.site.page_at(target.path) if target.kind in ("page", "file") else None
        return bool(target.fragment) and page is not None and target.fragment not in page.anchors


def blocks_under(heading: HtmlElement) -> list[HtmlElement]:
    """Return the blocks between a heading and the next heading."""
    return block_elements(takewhile(lambda element: element.tag not in HEADINGS, heading.itersiblings()))


def _in_order_of_dates(entries: Sequence[items.Entry]) -> list[items.Entry]:
    """Return entries with the events sorted by the first date on their page. Other entries keep their positions."""
    first: dict[str, Day] = {}
    for entry in entries:
        if entry.date is not None:
            first[entry.page.path] = min(entry.date.first, first.get(entry.page.path, NEVER))
    events = (entry for entry in entries if entry.kind == "event")
    ordered = iter(sorted(events, key=lambda entry: first.get(entry.page.path, NEVER)))
    return [next(ordered) if entry.kind == "event" else entry for entry in entries]
