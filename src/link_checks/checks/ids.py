"""Whether every id stands once in its page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from lxml.html import HtmlElement

from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.site import Page

# Drawings come with ids of their own, to which nobody links.
_APART = ("svg", "math", "template")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def check_ids(page: Page) -> Iterator[Problem]:
    """An id may stand once in a page; a browser only ever stops at the first."""
    counts = Counter(
        element.get("id")
        for element in page.root.xpath(".//*[@id]")
        if next(element.iterancestors(*_APART), None) is None and not _is_of_heading(element)
    )
    if not counts or max(counts.values()) == 1:
        return
    written: dict[str, list[Location]] = defaultdict(list)
    for named in page.source.ids:
        written[named.name].append(named.location)
    for name, count in counts.items():
        if name and count > 1 and not name.startswith(("fnref:", "fn:")):
            yield from _twice(page, name, written[name])


def _is_of_heading(element: HtmlElement) -> bool:
    """Whether an empty link stands right over the heading of the same id: readers come to the same place."""
    if element.tag != "a" or len(element) or (element.text_content() + (element.tail or "")).strip():
        return False
    around = element.getparent()
    is_alone = around.tag == "p" and len(around) == 1 and not (around.text or "").strip()
    following = (around if is_alone else element).getnext()
    return following is not None and following.tag in _HEADINGS and following.get("id") == element.get("id")


def _twice(page: Page, name: str, written: list[Location]) -> Iterator[Problem]:
    """The second and later uses of an id; if only one was written, a heading's words made the other."""
    first = f" (first in line {written[0].line})" if len(written) > 1 else ""
    locations: list[Location | None] = [*(written[1:] or written)] or [_heading_of(page, name)]
    for location in locations:
        yield problem_at(
            page.file,
            location,
            "duplicate-id",
            f"id '{name}' is used twice in this page{first}",
            hint="give one of them another id",
        )


def _heading_of(page: Page, name: str) -> Location | None:
    return page.source.find(" ".join(page.ids[name].text_content().split()))
