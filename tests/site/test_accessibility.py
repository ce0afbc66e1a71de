"""axe-core finds no violation on any page, narrow and wide, light and dark."""

from __future__ import annotations

import pytest

from support.browsing import AXE, Scheme, violations
from support.sites import PROJECT, addresses_of
from support.windows import Windows

# Contrast does not change with the width, and nothing but contrast changes with the colors.
SHAPES: list[tuple[int, Scheme]] = [(360, "dark"), (1280, "light")]


@pytest.mark.parametrize("path", [*addresses_of(PROJECT / "docs"), "404.html"])
def test_axe_finds_no_violation(windows: Windows, address: str, path: str) -> None:
    page = windows.open(script=AXE)
    page.goto(address + path)
    found = violations(page, SHAPES)
    windows.clean()
    assert found == []
