"""The checks, which read the pages of a site and yield problems."""

from collections.abc import Iterator

from link_checks.checks.broken_links import check_link, check_redirect
from link_checks.checks.broken_tags import check_tags
from link_checks.checks.footnotes import check_footnotes, check_switched_off_footnotes, is_made_of_footnote
from link_checks.checks.ids import check_attribute_lists, check_reference_definitions
from link_checks.checks.link_faults import needed_anchors
from link_checks.checks.navigation import check_navigation, check_settings
from link_checks.checks.page_shell import PageShell
from link_checks.checks.static_files import check_html, check_static_files
from link_checks.checks.templates import check_template
from link_checks.checks.unrendered_links import check_unrendered_links
from link_checks.memory import RightContents
from link_checks.page import Page
from link_checks.problem import Problem
from link_checks.site import Site
from link_checks.site_paths import MARKDOWN


def check_project(shell: PageShell) -> Iterator[Problem]:
    """Yield all problems of a site's pages, static files, navigation, settings and templates."""
    yield from check_site(shell.site, shell.right)
    yield from check_static_files(shell.site)
    yield from check_navigation(shell.site, shell.config, shell.entries)
    yield from check_settings(shell.config)
    for template in shell.templates:
        yield from check_template(template)


def check_site(site: Site, right: RightContents | None = None) -> Iterator[Problem]:
    """Yield all problems of a site's pages. Skip pages that are known to be ``right`` from an earlier build."""
    for page in site.in_turn():
        content = page.source.text, page.rendered
        if right is not None and right.has(("page", page.path), *content):
            continue
        problems = list(check_page(site, page))
        yield from problems
        if right is not None and not problems:
            right.add(("page", page.path), needed_anchors(site, page), *content)


def check_page(site: Site, page: Page) -> Iterator[Problem]:
    for link in site.links(page):
        if site.has_footnotes or not is_made_of_footnote(link):
            yield from check_link(site, link)
    yield from check_redirect(site, page)
    if not page.path.endswith(MARKDOWN):
        return
    yield from check_reference_definitions(page)
    yield from check_html(site, page)
    if site.has_footnotes:
        yield from check_footnotes(page, site.footnotes)
    elif "[^" in page.source.text:
        yield from check_switched_off_footnotes(page)
    if site.has_attribute_lists:
        yield from check_attribute_lists(page)
    yield from check_tags(site, page)
    yield from check_unrendered_links(site, page)
