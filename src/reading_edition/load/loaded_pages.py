"""Loads the rendered pages: the blocks of each page as runs, and its links."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from lxml.html import HtmlElement

from link_checks.location import Location
from link_checks.page import Page, Target
from link_checks.problem import Problem
from link_checks.site import Site
from reading_edition.load.later import Marker, later_marker
from reading_edition.load.results import Results
from reading_edition.load.runs import Attributes, Walker
from reading_edition.model import items
from reading_edition.model.runs import Run
from reading_edition.model.settings import Settings


class LoadedLink(NamedTuple):
    """A link in a rendered page, with the tag of its element and its position among all links of the page."""

    tag: str
    target: Target
    location: Location | None
    position: int


@dataclass(frozen=True)
class LoadedPage:
    """A page of the model with its rendered page.

    ``runs`` contains the run of each link in its blocks, by the link's position. ``problems`` were found while
    marking later content, which is about the time after the text was written.
    """

    page: items.Page
    rendered: Page
    runs: Mapping[int, Run]
    links: Sequence[LoadedLink]
    problems: Sequence[Problem]


def load_pages(site: Site, settings: Settings, results: Results) -> list[LoadedPage]:
    """Load the pages of a site, and mark content about the time after the text was written, in place.

    ``results`` are cached from earlier builds with the same settings and the same files in the site.
    """
    marker = later_marker(site, settings)
    dates = marker.dates if marker else None
    attributes: dict[Attributes, Mapping[str, str]] = {}
    loaded = []
    for page in site.in_turn():
        key = page.source.text, page.rendered, page.title, dates
        walker = Walker(partial(site.resolve, page), attributes=attributes)
        loaded.append(results.cached(("page", page.path), key, partial(_load_page, site, page, marker, walker)))
    return loaded


def _load_page(site: Site, rendered: Page, marker: Marker | None, walker: Walker) -> LoadedPage:
    problems = marker.mark(rendered) if marker else []
    blocks = map(walker.block, block_elements(rendered.root))
    page = items.Page(
        path=rendered.path,
        file=rendered.file,
        url=rendered.url,
        title=rendered.title,
        source=rendered.source,
        blocks=tuple(blocks),
        ids=rendered.names,
    )
    order = {link: position for position, link in enumerate(rendered.link_elements)}
    links = [
        LoadedLink(link.element.tag, link.target, link.location, order[link.element, link.attribute])
        for link in site.links(rendered)
    ]
    runs = {order[element, "href"]: run for element, run in walker.links.items() if (element, "href") in order}
    if marker and site.is_large:
        rendered.marked = rendered.content
    return LoadedPage(page, rendered, runs, links, problems)


def block_elements(elements: Iterable[HtmlElement]) -> list[HtmlElement]:
    """Return the blocks among elements, such as the children of a page's root: no comments and no footnote list."""
    return [each for each in elements if isinstance(each.tag, str) and each.get("class") != "footnote"]
