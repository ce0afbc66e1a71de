"""Check the files that are published unchanged: HTML pages, drawings, and style sheets."""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import lxml.html

from link_checks.addresses import fault_of
from link_checks.checks.broken_links import check_image_sets, check_link, check_redirect
from link_checks.checks.ids import check_duplicate_ids, check_id_references
from link_checks.checks.link_faults import address_meant
from link_checks.checks.link_text import check_link_text
from link_checks.checks.page_shell import is_relative
from link_checks.elements import StyleSheet, css_addresses
from link_checks.location import Location, Named, WrittenLink, read_text
from link_checks.markdown_source import MarkdownSource
from link_checks.masking import blank
from link_checks.page import DEEP, Link, Page
from link_checks.problem import Problem, problem_in
from link_checks.raw_html import RawHtml
from link_checks.site import NOT_FOUND, Site
from link_checks.site_paths import joined, relative
from link_checks.suggestions import closest_path


@dataclass(frozen=True)
class HtmlSource(MarkdownSource):
    """The source of an HTML page, which provides locations like the source of a Markdown page."""

    @cached_property
    def html(self) -> RawHtml:
        return RawHtml(self.text)

    @cached_property
    def links(self) -> list[WrittenLink]:
        return self.html.links

    @cached_property
    def ids(self) -> list[Named]:
        return self.html.ids


def html_page(path: str, file: str, url: str, text: str) -> Page:
    """Return the page of an HTML file that was not rendered from Markdown."""
    try:
        root = lxml.html.document_fromstring(text, parser=DEEP)
    except (lxml.etree.ParserError, ValueError):
        root = lxml.html.Element("html")
    return Page(path=path, file=file, url=url, title="", source=HtmlSource(text), tree=root)


def drawing(path: str, file: str, url: str, text: str) -> Page:
    """Return an SVG drawing as a page, without its encoding declaration: the text is already decoded."""
    start = max(text.find("<svg"), 0)
    return html_page(path, file, url, blank(text[:start]) + text[start:])


def read_static_files(site: Site, files: Iterable[tuple[str, str, Path]]) -> None:
    """Add the HTML pages, drawings, and style sheets among ``files`` (path, address, and path on disk) to a site."""
    for path, url, source in files:
        match posixpath.splitext(path.lower())[1]:
            case ".html" | ".htm":
                site.static_pages[path] = html_page(path, site.file(path), url, read_text(source))
            case ".svg":
                site.drawings[path] = drawing(path, site.file(path), url, read_text(source))
            case ".css":
                site.style_sheets.append(StyleSheet(site.file(path), url, read_text(source)))


def check_static_files(site: Site) -> Iterator[Problem]:
    for page in site.static_pages.values():
        for link in site.links(page):
            yield from check_link(site, link)
            yield from _check_not_found(site, link)
        yield from check_redirect(site, page)
        yield from check_html(site, page)
    for picture in site.drawings.values():
        for link in site.links(picture):
            # A drawing of a portable site must not load anything, whether the file exists or not.
            is_refused = site.portable and link.element.tag != "a" and not link.address.startswith("#")
            if not is_refused:
                yield from check_link(site, link)
    for sheet in site.style_sheets:
        for address, location in css_addresses(sheet.text):
            yield from _check_load(site, sheet, address, location)


def check_html(site: Site, page: Page) -> Iterator[Problem]:
    """Yield the problems in the HTML of a page, whether or not it was rendered from Markdown."""
    yield from check_link_text(site, page)
    yield from check_duplicate_ids(page)
    yield from check_id_references(page)
    yield from check_image_sets(site, page)


def _check_not_found(site: Site, link: Link) -> Iterator[Problem]:
    """Report relative links of a 404 page, which servers return for any address."""
    starts_at_root = (link.page.base or "").startswith(("/", "http:", "https:"))
    if link.page.url == NOT_FOUND and not starts_at_root and is_relative(link.address) and link.target.exists:
        guess = f"{site.base}{site.url_of(link.target.path)}"
        yield link.problem("relative-link", guess=guess)


def _check_load(site: Site, sheet: StyleSheet, address: str, location: Location) -> Iterator[Problem]:
    target = site.resolve_from(sheet.url, address)
    if target.kind == "outside" and (fault := fault_of(address)) is not None:
        yield fault.at(sheet.file, location)
    elif target.kind in ("missing", "above", "unpublished"):
        near = closest_path(joined(sheet.url, target.path).lstrip("/"), site.own_files)
        guess = relative(near, sheet.url) if near else address_meant(address)
        details = {"guess": guess, "published": site.published(target), "address": address}
        yield problem_in(sheet.file, location, "missing-file/style-sheet", **details)
