"""A real browser reads another edition, which runs from right to left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from test_tooltips import SURVEY

from support.another import SAADI
from support.browsing import Opener, Scheme, resize, violations
from support.servers import serving_files
from support.sites import addresses_of

PAGES = [quote(path) for path in [*addresses_of(SAADI / "docs"), "404.html"]]
ESSAY = [path for path in PAGES if path.startswith("golestan/")]
WITH_LINKS = [*ESSAY, "vazheh/", "gahshomar/"]
SHAPES: list[tuple[int, Scheme]] = [(360, "dark"), (1280, "light")]
DIRECTION_AND_WIDTH = "[document.dir || document.body.dir, document.documentElement.scrollWidth]"
MARGIN = """
() => [...document.querySelectorAll("aside.note")].map((note) => {
  const words = note.closest(".passage").querySelector("p, li").getBoundingClientRect();
  const box = note.getBoundingClientRect();
  return [box.right <= words.left, box.left >= 0, Math.abs(box.top - words.top) < 400];
})
"""
NUMBERS = """
() => [...document.querySelectorAll(".passage-number")].map((number) => {
  const words = number.parentElement.getBoundingClientRect();
  const box = number.getBoundingClientRect();
  return box.left >= words.right - 1 && box.right <= innerWidth;
})
"""


@pytest.fixture(scope="module")
def address(saadi: Path) -> Iterator[str]:
    """The address of a file server with the other edition."""
    with serving_files(saadi) as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
def test_page_runs_from_right_to_left_in_the_window_and_axe_finds_nothing(open_page: Opener, path: str) -> None:
    page = open_page(path, width=320, reduced_motion="reduce")
    for width in (320, 1440):
        resize(page, width)
        assert page.evaluate(DIRECTION_AND_WIDTH) == ["rtl", width]
        if path in WITH_LINKS:
            assert page.evaluate(SURVEY, 100) == [], width
    assert violations(page, SHAPES) == []


@pytest.mark.parametrize("path", ESSAY)
def test_notes_are_in_the_left_margin_and_numbers_in_the_right(open_page: Opener, path: str) -> None:
    page = open_page(path)
    notes, numbers = page.evaluate(MARGIN), page.evaluate(NUMBERS)
    assert notes == [[True, True, True]] * len(notes) != []
    assert numbers == [True] * len(numbers) != []


def test_search_finds_words_of_the_text(open_page: Opener, address: str) -> None:
    page = open_page("")
    page.locator(".edition-search-open").click()
    page.keyboard.type("گوهرند")
    page.locator(".edition-search li a").first.wait_for()
    assert page.locator(".edition-search [role=status]").inner_text().endswith("جا")
    page.locator(".edition-search li a").first.click()
    page.wait_for_url(f"{address}{quote('golestan/نظم/')}#p4")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("بني آدم", "bani-adam"), ("بنی\u200cآدم", "bani-adam"), ("Gulistann", "golestan")],
    ids=["Arabic letters", "joined", "a mistake"],
)
def test_search_finds_what_other_keyboards_type(open_page: Opener, typed: str, found: str) -> None:
    page = open_page("")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    expect(page.locator(".edition-search li a").first).to_have_attribute("href", f"./vazheh/#{found}")
    assert violations(page, SHAPES) == []


def test_layers_and_citations_of_paragraphs_work(open_page: Opener) -> None:
    page = open_page(quote("golestan/نظم/"), permissions=["clipboard-read", "clipboard-write"])
    page.locator("#p4 .passage-number").click()
    expect(page.get_by_role("status").filter(has_text="بند 4")).to_have_text("ارجاع به بند 4 رونوشت شد.")
    assert page.evaluate("navigator.clipboard.readText()").startswith("سعدی، گلستان، باب اول، حکایت ۱۰، بند 4. http")
    page.get_by_label("تنها متن").check()
    expect(page.locator("aside.note").first).not_to_be_visible()
