"""Whether a browser can take an image at all: whether what is said of its size can be read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from link_checks.addresses import srcset_faults
from link_checks.problem import Problem, problem_at
from link_checks.site import Link, Page, Site

_SETS = ("srcset", "imagesrcset")


def check_images(site: Site, page: Page) -> Iterator[Problem]:
    """The problems of the sets of images in a page."""
    seen: set[HtmlElement] = set()
    for link in site.links(page):
        if link.attribute in _SETS and link.element not in seen:
            seen.add(link.element)
            yield from _check_set(page, link)


def _check_set(page: Page, link: Link) -> Iterator[Problem]:
    for image, described in srcset_faults(link.element.get(link.attribute) or ""):
        yield problem_at(
            page.file,
            link.location,
            "malformed-srcset",
            f"'{described}' after '{image}' in a srcset is no width or density",
            hint=f"write it as {image} 2x or {image} 600w, with a comma between one image and the next",
        )
