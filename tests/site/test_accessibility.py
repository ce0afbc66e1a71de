"""axe-core finds nothing, on every page, light and dark, narrow and wide."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# Contrast does not change with the width, and nothing but contrast changes with the colors.
SHAPES = [(360, "dark"), (1280, "light")]


def test_axe_finds_no_violation_on_any_page_narrow_and_wide_light_and_dark(
    browser: Browser, address: str, real_site: Path
) -> None:
    found = []
    for path in sorted(file.relative_to(real_site).as_posix() for file in real_site.rglob("*.html")):
        context = browser.new_context(reduced_motion="reduce")  # no color is caught half way
        page = context.new_page()
        page.goto(address + path)
        page.evaluate(f"{AXE}; 0")
        for width, scheme in SHAPES[: 1 if path.startswith("print/") else 2]:  # copies of the other pages
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            violations = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((found) => found.violations)")
            found += [
                (path, width, scheme, violation["id"], node["html"][:200])
                for violation in violations
                for node in violation["nodes"]
            ]
        context.close()
    assert found == []
