"""Looks up the elements of rendered pages that show the items of the edition."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from lxml.html import HtmlElement

from link_checks.page import Page as RenderedPage
from link_checks.site import Site
from reading_edition.load.mentions import Mentions
from reading_edition.load.notes import note_references
from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry, Item, Note, Page, Part, Passage, Reference
from reading_edition.model.later import later_sources
from reading_edition.model.names import named_paragraphs

_Shown = TypeVar("_Shown", bound=Item | Page | Part | Reference)


@dataclass(frozen=True)
class Index:
    """An index of the items on each page of an edition, so that pages can be rendered in groups."""

    edition: Edition
    _items: dict[int, Mapping[str, list[Any]]] = field(default_factory=dict, repr=False)

    @cached_property
    def named_paragraphs(self) -> Mapping[str, set[str]]:
        return named_paragraphs(self.edition)

    @cached_property
    def places(self) -> Mapping[str, tuple[int, Passage]]:
        """The paragraphs by id, each with its position among all paragraphs."""
        paragraphs = (passage for passage in self.edition.passages if passage.is_paragraph)
        return {passage.id: (position, passage) for position, passage in enumerate(paragraphs)}

    @cached_property
    def mentions(self) -> Mentions:
        return Mentions(self.edition)

    @cached_property
    def later_sources(self) -> list[Entry]:
        return list(later_sources(self.edition))

    def by_path(self, items: tuple[Item | Page | Part | Reference, ...]) -> Mapping[str, list[Any]]:
        """Return items of the edition grouped by the paths of their pages."""
        if id(items) not in self._items:
            by_path: dict[str, list[Any]] = {}
            for item in items:
                by_path.setdefault(item.page.path, []).append(item)
            self._items[id(items)] = by_path
        return self._items[id(items)]


@dataclass(frozen=True)
class Elements:
    """The elements of some pages (``paths``), which the rendering steps change in place."""

    site: Site
    paths: Set[str]
    index: Index
    _note_references: dict[str, dict[str, list[HtmlElement]]] = field(default_factory=dict, repr=False)

    def shown(self, items: Iterable[_Shown]) -> list[_Shown]:
        """Return the items that are on the pages to render."""
        if not isinstance(items, tuple):  # the edition's own collections are tuples
            return [item for item in items if item.page.path in self.paths]
        by_path = self.index.by_path(items)
        return [item for path in self.paths for item in by_path.get(path, ())]

    def page(self, page: Page) -> RenderedPage:
        return self.site.by_path[page.path]

    def root(self, page: Page) -> HtmlElement:
        return self.page(page).root

    def of(self, item: Item) -> HtmlElement:
        """Return the element of a passage or note, or the heading of an entry."""
        return self.page(item.page).ids[item.id]

    def block_of(self, passage: Passage) -> HtmlElement:
        """Return the top-level block that contains a passage: a frame with notes, a list, a quotation, or itself."""
        element, root = self.of(passage), self.root(passage.page)
        while (parent := element.getparent()) is not None and parent is not root:
            element = parent
        return element

    def link(self, reference: Reference) -> HtmlElement:
        """Return the link of a cross-reference, by its position among the page's links before rendering."""
        element, _ = self.page(reference.page).link_elements[reference.index]
        return element

    def note_references(self, note: Note) -> Sequence[HtmlElement]:
        """Return the references to a note in order, as they were before any was replaced."""
        path = note.page.path
        if path not in self._note_references:
            self._note_references[path] = note_references(self.page(note.page))
        return self._note_references[path][note.name]


def prepend(element: HtmlElement, first: HtmlElement) -> None:
    """Insert an element at the start of another element."""
    first.tail, element.text = element.text, None
    element.insert(0, first)


def section_of(heading: HtmlElement) -> HtmlElement:
    """Return the section of the entry to which a heading belongs."""
    section = heading.getparent()
    assert section is not None
    return section


def end_with_space(block: HtmlElement) -> None:
    """Make a block end with one space, so that more text can follow."""
    if len(block):
        block[-1].tail = (block[-1].tail or "").rstrip() + " "
    else:
        block.text = (block.text or "").rstrip() + " "
