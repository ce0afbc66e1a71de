"""axe-core finds nothing, on every kind of page, light and dark, narrow and wide."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PAGES = [
    "",
    "essay/part-1/",
    "essay/part-2/",
    "people/",
    "claims/",
    "timeline/",
    "timeline/before-1992/",
    "about/text/",
    "404.html",
]


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation(browser: Browser, address: str, path: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + path)
    page.evaluate(f"{AXE}; 0")
    violations = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((found) => found.violations)")
    context.close()
    assert [
        (violation["id"], node["html"][:200]) for violation in violations for node in violation["nodes"]
    ] == []
