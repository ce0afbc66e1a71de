"""axe-core finds no violation on any page, narrow and wide, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from support.browsing import AXE, Scheme, violations
from support.sites import PROJECT, addresses_of

# Contrast does not change with the width, and nothing but contrast changes with the colors.
SHAPES: list[tuple[int, Scheme]] = [(360, "dark"), (1280, "light")]
# Contrast is slow to compute and the same in every entry: all else is checked on the whole of a long page.
ENTRIES = 8
KEEP_FIRST_ENTRIES = """
(count) => document.querySelectorAll(`.entry:nth-of-type(n + ${count + 1})`).forEach((each) => each.remove())
"""


@pytest.fixture(scope="module")
def page_with_axe(browser: Browser) -> Iterator[Page]:
    """One page for all tests: opening a page costs as much as checking a short one."""
    context = browser.new_context()
    context.add_init_script(AXE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [*addresses_of(PROJECT / "docs"), "404.html"])
def test_axe_finds_no_violation(page_with_axe: Page, address: str, path: str) -> None:
    page = page_with_axe
    page.goto(address + path)
    found = []
    if page.locator(".entry").count() > ENTRIES:
        found += violations(page, SHAPES[:1], without=["color-contrast"])
        page.evaluate(KEEP_FIRST_ENTRIES, ENTRIES)
    if path != "print/":  # it repeats the other pages
        found += violations(page, SHAPES)
    assert found == []
