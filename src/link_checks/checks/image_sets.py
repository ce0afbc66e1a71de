"""Whether a browser can read a set of images: what is said about the size of each."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from link_checks.page import Page
from link_checks.problem import Problem
from link_checks.site import Site
from link_checks.srcset import srcset_faults


def check_image_sets(site: Site, page: Page) -> Iterator[Problem]:
    """The problems of the sets of images in a page."""
    seen: set[HtmlElement] = set()
    for link in site.links(page):
        if link.attribute not in ("srcset", "imagesrcset") or link.element in seen:
            continue
        seen.add(link.element)
        for image, described in srcset_faults(link.element.get(link.attribute) or ""):
            message = f"'{described}' after '{image}' in a srcset is not a width or density"
            hint = f"write it as {image} 2x or {image} 600w, with a comma between one image and the next"
            yield page.link_problem(link, "malformed-srcset", message, hint=hint)
