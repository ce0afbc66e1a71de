"""The link checks: pages in, problems out. They know nothing of any edition."""

from __future__ import annotations

from collections.abc import Iterator

from link_checks.checks.definitions import check_definitions
from link_checks.checks.footnotes import check_footnotes
from link_checks.checks.ids import check_ids
from link_checks.checks.images import check_images
from link_checks.checks.names import check_names
from link_checks.checks.note_marks import check_switched_off, is_made_of_note
from link_checks.checks.references import check_references
from link_checks.checks.targets import check_link, check_written
from link_checks.checks.words import check_words
from link_checks.problem import Problem
from link_checks.site import Site


def check_site(site: Site) -> Iterator[Problem]:
    """Every problem with the links, ids and footnotes of a site's pages."""
    for page in site.pages:
        for link in site.links(page):
            if site.has_footnotes or not is_made_of_note(page, link):
                yield from check_link(site, page, link)
        yield from check_written(site, page)
        yield from check_definitions(page)
        yield from check_names(site, page)
        yield from check_ids(page)
        yield from check_references(page)
        yield from check_images(site, page)
        if site.has_footnotes:
            yield from check_footnotes(page)
        elif "[^" in page.source.text:
            yield from check_switched_off(page)
        yield from check_words(site, page)
