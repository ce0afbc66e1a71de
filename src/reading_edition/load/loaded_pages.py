"""Loads the rendered pages by themselves: their blocks as runs, and their links."""

from collections.abc import Mapping, Sequence
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
    """A link of a rendered page, with the name of its element and its position among all of them."""

    tag: str
    target: Target
    location: Location | None
    position: int


@dataclass(frozen=True)
class LoadedPage:
    """A page of the model with the rendered page from which it was read.

    ``runs`` are those of links in its blocks, by the positions of the links. ``problems`` were found when what is
    later than the text was marked in it.
    """

    page: items.Page
    rendered: Page
    runs: Mapping[int, Run]
    links: Sequence[LoadedLink]
    problems: Sequence[Problem]


def load_pages(site: Site, settings: Settings, results: Results) -> list[LoadedPage]:
    """The pages of a site, with what is later than the text marked in them, in place.

    ``results`` has those of an earlier build whose site had the same files and settings.
    """
    marker = later_marker(site, settings)
    dates = marker.dates if marker else None
    attributes: dict[Attributes, Mapping[str, str]] = {}
    loaded = []
    for page in site.in_turn():
        key = page.source.text, page.rendered, page.title, dates
        loaded.append(results.cached(("page", page.path), key, partial(_load_page, site, page, marker, attributes)))
    return loaded


def _load_page(
    site: Site, rendered: Page, marker: Marker | None, attributes: dict[Attributes, Mapping[str, str]]
) -> LoadedPage:
    problems = marker.mark(rendered) if marker else []
    walker = Walker(partial(site.resolve, rendered), attributes=attributes)
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


def block_elements(root: HtmlElement) -> list[HtmlElement]:
    """The elements of the blocks of a page."""
    return [child for child in root if isinstance(child.tag, str) and not is_footnotes(child)]


def is_footnotes(element: HtmlElement) -> bool:
    """Whether an element is the list of footnotes at the foot of a page."""
    return bool(element.get("class") == "footnote")
