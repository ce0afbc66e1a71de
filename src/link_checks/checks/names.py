"""Whether a link has a name: words, or an image with an alternative text (WCAG 2.4.4)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from link_checks.addresses import without_invisible
from link_checks.elements import is_of_footnotes
from link_checks.problem import Problem, problem_at
from link_checks.site import Link, Page, Site

# What can give a link its name, or its use, in ways that are not judged here.
_OTHERS = frozenset({"video", "audio", "iframe", "object", "canvas", "input", "button", "select", "math"})
_UNSEEN = frozenset({"script", "style", "template"})


def check_names(site: Site, page: Page) -> Iterator[Problem]:
    """A link that a reader can follow has a name."""
    for link in site.links(page):
        if link.attribute != "href" or link.element.tag not in ("a", "area") or _leads_to_itself(link):
            continue
        if not has_name(link.element):
            yield problem_at(
                page.file,
                link.location,
                "empty-text",
                _what_is_missing(link),
                hint=_how_to_name(link),
            )


def _leads_to_itself(link: Link) -> bool:
    """Whether a link is only a place to which others lead, such as those of the lines of a program."""
    own = {link.element.get("id"), link.element.get("name")} - {None, ""}
    return link.address.removeprefix("#") in own


def _how_to_name(link: Link) -> str:
    if link.element.tag == "area":
        return 'give it an alt="..."'
    if link.syntax == "html":
        return "write words between <a> and </a>, or an aria-label"
    if link.element.find(".//img") is None:
        return "write the words between its brackets"
    return "write its alternative text: [![words](image)](target)"


def _what_is_missing(link: Link) -> str:
    if link.element.tag == "area":
        return f"area that leads to '{link.shown}' has no alternative text"
    if link.element.find(".//img") is not None:
        return f"link to '{link.shown}' is only an image, without alternative text"
    return f"link to '{link.shown}' has no words"


def has_name(element: HtmlElement) -> bool:
    """Whether a link has something by which it is called, or is hidden from all who could call it."""
    if is_of_footnotes(element) or _says(element.get("aria-labelledby")) or _is_hidden(element):
        return True
    return any(_names(part, element) for part in element.iter())


def _names(part: HtmlElement, link: HtmlElement) -> bool:
    """Whether a part of a link, or the words right after it, say something that is not hidden."""
    if part is not link and _says(part.tail) and not _is_hidden(part.getparent()):
        return True
    return isinstance(part.tag, str) and _says_something(part) and not _is_hidden(part)


def _says_something(part: HtmlElement) -> bool:
    """Whether a part of a link has words, an alternative text, a title or a label."""
    return (
        part.tag in _OTHERS
        or _says(part.text)
        or any(_says(part.get(attribute)) for attribute in ("alt", "aria-label", "title"))
    )


def _is_hidden(part: HtmlElement) -> bool:
    """Whether a part is hidden from readers, by itself or with what it stands in."""
    while part is not None:
        if part.tag in _UNSEEN or part.get("hidden") is not None or part.get("aria-hidden") == "true":
            return True
        style = (part.get("style") or "").replace(" ", "").lower()
        if "display:none" in style or "visibility:hidden" in style:
            return True
        part = part.getparent()
    return False


def _says(text: str | None) -> bool:
    return bool(text and without_invisible(text).strip())
