"""Renders the edition into its pages: adds tooltips, notes, mentions and other annotations.

Navigation between pages is added last, after pages were copied into the book, because it is not part of the book.
"""

from collections.abc import Iterator, Set
from copy import deepcopy
from dataclasses import replace

from link_checks.page import Page
from link_checks.site import Site
from reading_edition.model.edition import Edition
from reading_edition.render.edit_links import render_edit_links
from reading_edition.render.elements import Elements, Index
from reading_edition.render.entries import mark_blocks, render_entries
from reading_edition.render.entry_index import render_indexes
from reading_edition.render.filters import render_theme_filters
from reading_edition.render.generated import fill, generate
from reading_edition.render.generated.book import Books, fill_books
from reading_edition.render.guide import render_guide
from reading_edition.render.last_changes import render_changes
from reading_edition.render.later import render_later
from reading_edition.render.letters import render_letters
from reading_edition.render.mentions import render_essay_strips, render_mentions
from reading_edition.render.moved_addresses import render_moved
from reading_edition.render.notes import render_notes
from reading_edition.render.passages import render_passages
from reading_edition.render.references import render_references
from reading_edition.render.style_attributes import move_styles

_GROUP = 200_000  # characters of HTML in a group of pages, before they are rendered
_GENERATED = "<!-- edition:"  # in the Markdown of a page that may become many times as long


def render_page(edition: Edition, site: Site, path: str) -> str:
    """Return the rendered content of one page. Render copies, so that the pages of the site do not change."""
    books = Books.on([site.by_path[path]], edition)
    paths = {path, *books.chapters}
    pages = [replace(page, tree=deepcopy(page.root)) if page.path in paths else page for page in site.pages]
    copied = replace(site, pages=pages)
    _render(edition, Elements(copied, paths, Index(edition)), books)
    return copied.by_path[path].content


def render(edition: Edition, site: Site) -> Iterator[Page]:
    """Render an edition into the pages of its site, in place, and yield them. A large site then releases each page."""
    index, books = Index(edition), Books.on(site.pages, edition)
    for paths in _groups(site, books):
        _render(edition, Elements(site, paths, index), books)
        for path in paths:
            yield site.by_path[path]
            site.release(site.by_path[path])


def _groups(site: Site, books: Books) -> Iterator[Set[str]]:
    """Yield the paths of pages to render together: all, unless the site is large. Pages with books come last."""
    if not site.is_large:
        yield site.by_path.keys()
        return
    group: dict[str, None] = {}
    size = 0
    for page in (page for page in site.pages if page.path not in books.pages):
        group[page.path] = None
        size += len(page.rendered)
        if size > _GROUP or _GENERATED in page.source.text:
            yield group.keys()
            group, size = {}, 0
    yield group.keys()
    yield from ({path} for path in sorted(books.pages, key=lambda path: path not in books.chapters))


def _render(edition: Edition, elements: Elements, books: Books) -> None:
    """Render pages. The chapters of their books must be among the same pages, or be rendered before."""
    move_styles(elements)
    fillings = generate(edition, elements)
    render_references(edition, elements, fillings)
    mark_blocks(edition, elements)
    asides = render_notes(edition, elements)
    render_passages(edition, elements)
    render_guide(edition, elements)
    render_entries(edition, elements)
    fill(fillings)
    render_later(edition, elements, asides)
    fill_books(edition, elements, books)
    render_theme_filters(edition, elements)
    render_letters(edition, elements)
    render_indexes(edition, elements)
    render_essay_strips(edition, elements)
    render_mentions(edition, elements)
    render_changes(edition, elements)
    render_edit_links(edition, elements, asides)
    render_moved(edition, elements)
