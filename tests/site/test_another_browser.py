"""A real browser reads the other edition, which runs from right to left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from test_accessibility import AXE
from test_browser import SURVEY, Opener

from support.servers import serving_files

pytestmark = pytest.mark.browser

ESSAY = [quote("golestan/حکایت/"), quote("golestan/نظم/")]
PAGES = [*ESSAY, "vazheh/", "gahshomar/", "yaddasht/", "manabe/", "chap/", "", "404.html"]
WIDTHS = [320, 1440]
MARGIN = """() => [...document.querySelectorAll("aside.note")].map((note) => {
  const words = note.closest(".passage").querySelector("p, li").getBoundingClientRect();
  const box = note.getBoundingClientRect();
  return [box.right <= words.left, box.left >= 0, Math.abs(box.top - words.top) < 400];
})"""
NUMBERS = """() => [...document.querySelectorAll(".passage-number")].map((number) => {
  const words = number.parentElement.getBoundingClientRect();
  const box = number.getBoundingClientRect();
  return box.left >= words.right - 1 && box.right <= innerWidth;
})"""


@pytest.fixture(scope="session")
def address(saadi: Path) -> Iterator[str]:
    """The address of a file server with the other edition."""
    with serving_files(saadi) as address:
        yield address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_its_window(open_page: Opener, path: str, width: int) -> None:
    page = open_page(path, width=width)
    assert page.evaluate("[document.dir || document.body.dir, document.documentElement.scrollWidth]") == [
        "rtl",
        width,
    ]


@pytest.mark.parametrize("path", ESSAY)
def test_notes_stand_in_the_left_margin_and_numbers_in_the_right(open_page: Opener, path: str) -> None:
    page = open_page(path)
    notes, numbers = page.evaluate(MARGIN), page.evaluate(NUMBERS)
    assert notes == [[True, True, True]] * len(notes) != []
    assert numbers == [True] * len(numbers) != []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", [*ESSAY, "vazheh/", "gahshomar/"])
def test_every_tooltip_opens_inside_the_window(open_page: Opener, path: str, width: int) -> None:
    assert open_page(path, width=width, height=700).evaluate(SURVEY) == []


def test_search_finds_words_of_the_text(open_page: Opener, address: str) -> None:
    page = open_page("")
    page.locator(".edition-search-open").click()
    page.keyboard.type("گوهرند")
    page.locator(".edition-search li a").first.wait_for()
    assert page.locator(".edition-search [role=status]").inner_text().endswith("جا")
    page.locator(".edition-search li a").first.click()
    page.wait_for_url(f"{address}{ESSAY[1]}#p4")


def test_the_layers_and_the_citation_of_a_paragraph_are_there(open_page: Opener, address: str) -> None:
    page = open_page(ESSAY[1], permissions=["clipboard-read", "clipboard-write"])
    page.locator("#p4 .passage-number").click()
    page.locator(".edition-status.shown").wait_for()
    assert page.locator(".edition-status").inner_text() == "ارجاع به بند 4 رونوشت شد."
    assert page.evaluate("navigator.clipboard.readText()").startswith("سعدی، گلستان، باب اول، حکایت ۱۰، بند 4. http")
    page.get_by_label("تنها متن").check()
    assert not page.locator("aside.note").first.is_visible()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(open_page: Opener, path: str) -> None:
    page = open_page(path, reduced_motion="reduce")
    page.evaluate(f"{AXE}; 0")
    for width, scheme in [(360, "dark"), (1280, "light")]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((found) => found.violations)")
        assert [(each["id"], node["html"][:200]) for each in found for node in each["nodes"]] == []
