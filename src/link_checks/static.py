"""What is published as it stands: pages of HTML and style sheets in the documents' folder."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import lxml.html
from lxml.html import HtmlElement

from link_checks.addresses import css_addresses_at, fault_of
from link_checks.checks.ids import check_ids
from link_checks.checks.images import check_images
from link_checks.checks.names import check_names
from link_checks.checks.references import check_references
from link_checks.checks.targets import address_meant, check_link
from link_checks.elements import linking_elements
from link_checks.frame import is_relative, relative_link
from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource, Named, WrittenLink
from link_checks.problem import Problem, problem_at
from link_checks.raw_html import HtmlFinder
from link_checks.site import DEEP, NOT_FOUND, Link, Page, Site
from link_checks.suggestions import closest_path


@dataclass(frozen=True)
class HtmlSource(MarkdownSource):
    """A page of HTML, read for positions as Markdown is."""

    @cached_property
    def _finder(self) -> HtmlFinder:
        return HtmlFinder(self.text)

    @cached_property
    def links(self) -> list[WrittenLink]:
        return [
            WrittenLink(target, Location(*location), "html") for target, location, _ in self._finder.links
        ]

    @cached_property
    def id_references(self) -> list[tuple[str, str, str, Location]]:
        return [
            (tag, name, value, Location(*location)) for tag, name, value, location in self._finder.references
        ]

    @cached_property
    def ids(self) -> list[Named]:
        return [Named(name, Location(*location)) for name, location in self._finder.ids]


def html_page(path: str, file: str, url: str, text: str) -> Page:
    """A page of HTML that was not made of Markdown."""
    return Page(path=path, file=file, url=url, title="", source=HtmlSource(text), root=_parse(text))


def drawing(path: str, file: str, url: str, text: str) -> Page:
    """A drawing in SVG. Its declaration of an encoding is left out: it has been decoded."""
    start = max(text.find("<svg"), 0)
    blank = "".join(character if character == "\n" else " " for character in text[:start])
    return html_page(path, file, url, blank + text[start:])


def _parse(text: str) -> HtmlElement:
    try:
        return lxml.html.document_fromstring(text, parser=DEEP)
    except (lxml.etree.ParserError, ValueError):
        return lxml.html.Element("html")


@dataclass(frozen=True)
class StyleSheet:
    """A style sheet of the documents' folder."""

    file: str
    url: str
    text: str


def check_static(site: Site, sheets: list[StyleSheet]) -> Iterator[Problem]:
    """The problems of what is published as it stands."""
    for page in site.static_pages:
        for link in site.links(page):
            yield from check_link(site, page, link)
            yield from _check_not_found(site, page, link)
        yield from check_names(site, page)
        yield from check_ids(page)
        yield from check_references(page)
        yield from check_images(site, page)
    for picture in site.drawings:
        if next(linking_elements(picture.root), None) is not None:
            for link in site.links(picture):
                if not _is_refused(site, link):
                    yield from check_link(site, picture, link)
    for sheet in sheets:
        yield from _check_sheet(site, sheet)


def _is_refused(site: Site, link: Link) -> bool:
    """Whether a drawing may not take this in at all: in an edition it holds all its parts itself."""
    return site.portable and link.element.tag != "a" and not link.address.startswith("#")


def _check_not_found(site: Site, page: Page, link: Link) -> Iterator[Problem]:
    """The page for what is missing is shown at any address; its relative links count from there."""
    counts_from_root = (page.base or "").startswith(("/", "http:", "https:"))
    if page.url != NOT_FOUND or counts_from_root or not is_relative(link.address):
        return
    if link.target.kind in ("page", "file"):
        guess = f"{site.base}{site.url_of(link.target.path)}"
        yield relative_link(page.file, link.location, link.address, guess)


def _check_sheet(site: Site, sheet: StyleSheet) -> Iterator[Problem]:
    source = MarkdownSource(sheet.text)
    for address, offset in css_addresses_at(sheet.text):
        target = site.resolve_from(sheet.url, address)
        location = source.location(offset)
        if target.kind == "outside" and (fault := fault_of(address)) is not None:
            yield problem_at(
                sheet.file, location, fault.code, fault.message, guess=fault.guess, hint=fault.hint
            )
        elif target.kind in ("missing", "above", "unpublished"):
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(sheet.url), target.path)).lstrip("/")
            near = closest_path(joined, site.own_files)
            from_sheet = posixpath.relpath(near, posixpath.dirname(sheet.url) or ".") if near else ""
            guess = from_sheet or address_meant(address)
            yield problem_at(
                sheet.file,
                location,
                "missing-file",
                f"style sheet loads missing file '{address}'",
                guess=guess,
                hint="" if guess else "the path is relative to the style sheet",
                published=site.published_at(sheet.url, address),
            )
