"""Generates drawings: SVG files inside a page, so that its style sheets apply to them."""

from urllib.parse import urljoin

import lxml.html
from lxml.html import HtmlElement

from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page


def drawing(path: str, edition: Edition, page: Page) -> HtmlElement:
    """Return the drawing at a path with its links relative to the page, or an empty figure if it cannot be shown."""
    figure: HtmlElement = lxml.html.Element("figure", {"class": "picture drawing"})
    if svg := edition.drawings.get(path):
        figure.append(lxml.html.fragment_fromstring(svg))
    for link in figure.iter("a"):
        there, _, fragment = urljoin(f"/{path}", link.get("href")).partition("#")
        link.set("href", relative_url(page.url, there.removeprefix("/"), fragment))
    return figure


def left_out_of_exports(edition: Edition) -> list[str]:
    """Return the drawings on the editors' pages. Exports contain these pages without generated elements."""
    pages = edition.pages_at([*edition.settings.introduction, *edition.settings.appendix])
    return [path for path in edition.drawings if any(f"edition: drawing {path} " in page.source.text for page in pages)]
