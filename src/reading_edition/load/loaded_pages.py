"""Loads the rendered pages by themselves: their blocks as runs, and their links."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from lxml.html import HtmlElement

from link_checks.elements import linking_elements
from link_checks.location import Location
from link_checks.page import Page, Target
from link_checks.problem import Problem
from link_checks.site import Site
from reading_edition.load.later import Marker, later_marker
from reading_edition.load.results import Results
from reading_edition.load.runs import Walker
from reading_edition.model import items
from reading_edition.model.settings import Settings


class LoadedLink(NamedTuple):
    """A link of a rendered page, with its position among all of them."""

    element: HtmlElement
    target: Target
    location: Location | None
    position: int


@dataclass(frozen=True)
class LoadedPage:
    """A page of the model with the rendered page from which it was read.

    ``problems`` were found when what is later than the text was marked in it.
    """

    page: items.Page
    rendered: Page
    walker: Walker
    links: Sequence[LoadedLink]
    problems: Sequence[Problem]


def load_pages(site: Site, settings: Settings, results: Results) -> list[LoadedPage]:
    """The pages of a site, with what is later than the text marked in them, in place.

    ``results`` has those of an earlier build whose site had the same files and settings.
    """
    marker = later_marker(site, settings)
    dates = marker.dates if marker else None
    loaded = []
    for page in site.pages:
        made_of = page.source.text, page.rendered, page.title, dates
        kept = results.of(("page", page.path), made_of, partial(_load_page, site, page, marker))
        walker = Walker(partial(site.resolve, kept.rendered), dict(kept.walker.links))
        loaded.append(replace(kept, walker=walker))
    return loaded


def _load_page(site: Site, rendered: Page, marker: Marker | None) -> LoadedPage:
    problems = marker.mark(rendered) if marker else []
    walker = Walker(partial(site.resolve, rendered))
    children = (child for child in rendered.root if isinstance(child.tag, str))
    blocks = [walker.block(child) for child in children if not is_footnotes(child)]
    page = items.Page(
        path=rendered.path,
        file=rendered.file,
        url=rendered.url,
        title=rendered.title,
        source=rendered.source,
        blocks=tuple(blocks),
        ids=frozenset(rendered.ids),
    )
    order = {(element, name): index for index, (element, name, _) in enumerate(linking_elements(rendered.root))}
    links = [
        LoadedLink(link.element, link.target, link.location, order[link.element, link.attribute])
        for link in site.links(rendered)
    ]
    return LoadedPage(page, rendered, Walker(_of_no_site, walker.links), links, problems)


def _of_no_site(address: str) -> Target:
    """Where an address leads in a page that is kept for other builds: a site that is over must not be kept with it."""
    return Target("missing", address)


def is_footnotes(element: HtmlElement) -> bool:
    """Whether an element is the list of footnotes at the foot of a page."""
    return bool(element.get("class") == "footnote")
