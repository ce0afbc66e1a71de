"""Whether every id is used once in its page."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from lxml.html import HtmlElement

from link_checks.elements import HEADINGS
from link_checks.location import Location
from link_checks.page import Page
from link_checks.problem import Problem

_APART = ("svg", "math", "template")  # drawings have ids of their own, to which nobody links


def check_duplicate_ids(page: Page) -> Iterator[Problem]:
    """A browser only ever stops at the first element with an id."""
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
            yield from _duplicates(page, name, written[name])


def _is_of_heading(element: HtmlElement) -> bool:
    """Whether an empty link is right above the heading with the same id: readers stop in the same place."""
    if element.tag != "a" or len(element) or (element.text_content() + (element.tail or "")).strip():
        return False
    around = element.getparent()
    is_alone = around.tag == "p" and len(around) == 1 and not (around.text or "").strip()
    following = (around if is_alone else element).getnext()
    return following is not None and following.tag in HEADINGS and following.get("id") == element.get("id")


def _duplicates(page: Page, name: str, written: list[Location]) -> Iterator[Problem]:
    """The second and later uses of an id; if only one was written, a heading's words made the other."""
    first = f", first in line {written[0].line}" if len(written) > 1 else ""
    in_heading = " ".join(page.ids[name].text_content().split())
    locations: list[Location | None] = [*(written[1:] or written)] or [page.source.find(in_heading)]
    for location in locations:
        message, hint = f"id '{name}' is used twice in this page{first}", "give one of them another id"
        yield page.problem(location, "duplicate-id", message, hint=hint)
