"""Check that each link has a name: text, or an image with alternative text (WCAG 2.4.4)."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from link_checks.checks.link_faults import is_anchor
from link_checks.invisible_characters import without_invisible
from link_checks.page import Link, Page
from link_checks.problem import Problem
from link_checks.site import Site

# Elements that may give a link a name or a purpose in ways that are not checked here.
_OTHERS = frozenset({"video", "audio", "iframe", "object", "canvas", "input", "button", "select", "math"})
_UNSEEN = frozenset({"script", "style", "template"})


def check_link_text(site: Site, page: Page) -> Iterator[Problem]:
    """Report links without a name, except for anchors and links that are not found in the source."""
    for link in site.links(page):
        element = link.element
        is_link = link.attribute == "href" and element.tag in ("a", "area")
        if is_link and not has_name(element) and not is_anchor(link) and link.syntax:
            yield link.problem(_what_is_missing(link))


def _what_is_missing(link: Link) -> str:
    """Return the key of the message for a link without a name."""
    if link.element.tag == "area":
        return "empty-text/area"
    has_image = link.element.find(".//img") is not None
    if link.syntax == "html":
        return "empty-text/image-html" if has_image else "empty-text/html"
    return "empty-text/image" if has_image else "empty-text"


def has_name(element: HtmlElement) -> bool:
    """Return whether a link has a name, or is hidden from all readers."""
    return (
        _has_text(element.text)
        or _has_text(element.get("aria-labelledby"))
        or _is_hidden(element)
        or any(_names(part, element) for part in element.iter())
    )


def _names(part: HtmlElement, link: HtmlElement) -> bool:
    """Return whether an element in a link, or the text right after the element, is visible and names the link."""
    if part is not link and _has_text(part.tail) and not _is_hidden(part.getparent()):
        return True
    if not isinstance(part.tag, str) or _is_hidden(part):
        return False
    texts = (part.text, *(part.get(attribute) for attribute in ("alt", "aria-label", "title")))
    return part.tag in _OTHERS or any(map(_has_text, texts))


def _is_hidden(part: HtmlElement) -> bool:
    return any(map(_hides, (part, *part.iterancestors())))


def _hides(part: HtmlElement) -> bool:
    style = (part.get("style") or "").replace(" ", "").lower()
    is_hidden = part.get("hidden") is not None or part.get("aria-hidden") == "true" or part.tag in _UNSEEN
    return is_hidden or "display:none" in style or "visibility:hidden" in style


def _has_text(text: str | None) -> bool:
    return bool(text and without_invisible(text).strip())
