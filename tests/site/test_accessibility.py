"""Every page of the site, narrow and wide, light and dark.

It keeps to its policy and reports nothing, it is no wider than a narrow window, and axe-core finds no violation.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from support.browsing import AXE, LISTEN, NEXT_FRAME, Opener, Scheme, reports_of, resize, violations
from support.sites import PROJECT, addresses_of

# Contrast does not change with the width, and nothing but contrast changes with the colors.
SHAPES: list[tuple[int, Scheme]] = [(360, "dark"), (1280, "light")]

# The widest face that a reader's system may use, spaced as WCAG 1.4.12 asks pages to bear.
WIDE = """
* { font-family: "DejaVu Sans", Verdana !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; line-height: 1.5 !important }
"""
# Adds a style sheet for as long as it takes to look how wide the page is then.
WIDTH_WITH = """
(style) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
  const width = document.documentElement.scrollWidth;
  document.adoptedStyleSheets = [];
  return width;
}
"""


@pytest.mark.parametrize("path", [*addresses_of(PROJECT / "docs"), "404.html"])
def test_page_reports_nothing_fits_a_narrow_window_and_axe_finds_no_violation(
    open_page: Opener, address: str, path: str
) -> None:
    page = open_page("about:blank", width=1300, script=LISTEN + AXE)
    with reports_of(page) as reported:
        page.goto(address + path)
        assert_nothing_is_reported(page, reported)
        resize(page, 320, 640)
        assert max(page.evaluate(WIDTH_WITH, style) for style in ("", WIDE)) <= 320
        assert_nothing_is_reported(page, reported)
    assert violations(page, SHAPES) == []


def assert_nothing_is_reported(page: Page, reported: list[str]) -> None:
    page.evaluate(NEXT_FRAME)
    assert page.evaluate("violations") == []
    assert reported == []
