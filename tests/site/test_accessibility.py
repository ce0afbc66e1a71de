"""axe-core finds no violation on any page, narrow and wide, light and dark."""

from __future__ import annotations

import pytest

from support.browsing import Opener, Scheme, violations
from support.sites import PROJECT, addresses_of

# Contrast does not change with the width, and nothing but contrast changes with the colors.
SHAPES: list[tuple[int, Scheme]] = [(360, "dark"), (1280, "light")]
# Contrast is slow to compute and the same in every entry: all else is checked on the whole of a long page.
ENTRIES = 8
KEEP_FIRST_ENTRIES = """
(count) => document.querySelectorAll(`.entry:nth-of-type(n + ${count + 1})`).forEach((each) => each.remove())
"""


PAGES = [*addresses_of(PROJECT / "docs"), "404.html"]
SHORT = [path for path in PAGES if path.startswith(("about/", "404"))]


@pytest.mark.parametrize("path", [path for path in PAGES if path not in SHORT])
def test_axe_finds_no_violation(open_page: Opener, path: str) -> None:
    page = open_page(path)
    found = []
    if page.locator(".entry").count() > ENTRIES:
        found += violations(page, SHAPES[:1], without=["color-contrast"])
        page.evaluate(KEEP_FIRST_ENTRIES, ENTRIES)
    if path != "print/":  # it repeats the other pages
        found += violations(page, SHAPES)
    assert found == []


def test_axe_finds_no_violation_on_short_pages(open_page: Opener, address: str) -> None:
    page = open_page("")
    for path in SHORT:
        page.goto(address + path)
        assert violations(page, SHAPES) == [], path
