"""The checks: pages in, problems out."""

from collections.abc import Iterator

from link_checks.checks.attribute_lists import check_attribute_lists
from link_checks.checks.broken_links import check_empty_anchors, check_link
from link_checks.checks.broken_tags import check_tags
from link_checks.checks.duplicate_ids import check_duplicate_ids
from link_checks.checks.footnotes import check_footnotes
from link_checks.checks.id_references import check_id_references
from link_checks.checks.image_sets import check_image_sets
from link_checks.checks.link_text import check_link_text
from link_checks.checks.mistyped_footnotes import check_switched_off_footnotes, is_made_of_footnote
from link_checks.checks.reference_definitions import check_reference_definitions
from link_checks.checks.unrendered_links import check_unrendered_links
from link_checks.problem import Problem
from link_checks.site import Site


def check_site(site: Site) -> Iterator[Problem]:
    """Every problem with the links, ids and footnotes of a site's pages."""
    for page in site.pages:
        for link in site.links(page):
            if site.has_footnotes or not is_made_of_footnote(page, link):
                yield from check_link(site, page, link)
        yield from check_empty_anchors(site, page)
        yield from check_reference_definitions(page)
        yield from check_link_text(site, page)
        yield from check_duplicate_ids(page)
        yield from check_id_references(page)
        yield from check_image_sets(site, page)
        if site.has_footnotes:
            yield from check_footnotes(page)
        elif "[^" in page.source.text:
            yield from check_switched_off_footnotes(page)
        yield from check_attribute_lists(page)
        yield from check_tags(site, page)
        yield from check_unrendered_links(site, page)
