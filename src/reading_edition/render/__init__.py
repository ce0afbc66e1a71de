"""Rendering: what the written pages gain from the edition that they make together.

What leads from page to page comes last, after the book was copied: it is no part of the book.
"""

from collections.abc import Collection
from copy import deepcopy
from dataclasses import replace

from link_checks.site import Site
from reading_edition.model.edition import Edition
from reading_edition.render.edit_links import render_edit_links
from reading_edition.render.elements import Elements
from reading_edition.render.entries import mark_blocks, render_entries
from reading_edition.render.entry_index import render_indexes
from reading_edition.render.filters import render_theme_filters
from reading_edition.render.generated import fill, generate
from reading_edition.render.generated.book import chapters_of, fill_books
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


def render_page(edition: Edition, site: Site, path: str) -> str:
    """The content of one page, rendered from a copy: the pages of the site stay as they are."""
    paths = {path, *chapters_of(site.by_path[path], edition)}
    pages = [replace(page, root=deepcopy(page.root)) if page.path in paths else page for page in site.pages]
    copied = replace(site, pages=pages)
    render(edition, copied, paths)
    return copied.by_path[path].content


def render(edition: Edition, site: Site, paths: Collection[str]) -> None:
    """Changes pages of a site, in place, into those of its edition; they include the chapters of their books."""
    elements = Elements(site, paths)
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
    fill_books(edition, elements)
    render_theme_filters(edition, elements)
    render_letters(edition, elements)
    render_indexes(edition, elements)
    render_essay_strips(edition, elements)
    render_mentions(edition, elements)
    render_changes(edition, elements)
    render_edit_links(edition, elements, asides)
    render_moved(edition, elements)
