"""What readers come for, each with the number of steps that it takes: presses, a word typed, or a link pointed at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from support.browsing import TOOLTIP, Opener

PART = "essay/part-2/"
SHAPES = pytest.mark.parametrize("width", [390, 1440])

SOURCE_IN_SIGHT = """
(id) => {
  const address = document.getElementById(id).parentElement.querySelector("a[href^=http]").getBoundingClientRect();
  return address.top > 0 && address.bottom < innerHeight;
}
"""


@dataclass
class Reader:
    """Somebody with a page, who counts their steps; on a phone they tap."""

    page: Page
    steps: int = 0

    def press(self, target: Locator) -> None:
        self.steps += 1
        target.click()

    def point(self, target: Locator) -> None:
        self.steps += 1
        if self.page.viewport_size == {"width": 390, "height": 800}:
            target.tap()
        else:
            target.hover()

    def type(self, words: str) -> None:
        self.steps += 1
        self.page.keyboard.type(words)

    def go_back(self) -> None:
        self.steps += 1
        self.page.go_back()

    def clipboard(self) -> str:
        return str(self.page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture
def reader_at(open_page: Opener, width: int) -> Callable[[str], Reader]:
    """Opens a page for a reader."""
    clipboard = ["clipboard-read", "clipboard-write"]
    options = {"width": width, "height": 800, "has_touch": width == 390, "permissions": clipboard}
    return lambda path: Reader(open_page(path, **options))


@SHAPES
def test_who_was_tagliavini_takes_one_step_from_paragraph_8(reader_at: Callable[[str], Reader]) -> None:
    reader = reader_at(f"{PART}#p8")
    reader.point(reader.page.locator("#p8 a.ref", has_text="Tagliavini"))
    expect(reader.page.locator(TOOLTIP)).to_contain_text("Swiss diplomat Heidi Tagliavini")
    assert reader.steps == 1


@SHAPES
def test_all_of_august_2008_in_order_takes_two_steps(reader_at: Callable[[str], Reader]) -> None:
    reader = reader_at("")
    page = reader.page
    reader.press(page.locator("article").get_by_role("link", name="Timeline"))
    reader.press(page.get_by_role("navigation", name="Jump to a year").get_by_role("link", name="2008"))
    year = page.locator("[id='year:2008']")
    expect(year).to_be_in_viewport()
    august = year.locator(".chronology-month", has=page.get_by_role("heading", name="August"))
    days = august.locator(".event-row:visible .event-day").all_inner_texts()
    first = [int(match[0]) for day in days if (match := re.match(r"\d+", day))]
    assert len(first) > 5
    assert first == sorted(first)
    assert reader.steps == 2


@SHAPES
def test_disputed_claims_on_enlargement_take_two_steps(reader_at: Callable[[str], Reader]) -> None:
    reader = reader_at("")
    page = reader.page
    reader.press(page.get_by_role("link", name="disputed", exact=True))
    reader.press(page.get_by_label("NATO ("))
    claims = page.locator(".listed-note:visible")
    kinds = claims.evaluate_all("claims => claims.map(({ dataset }) => [dataset.kind, dataset.theme])")
    assert len(kinds) > 5
    assert all(kind == "disputed" and "nato" in themes.split() for kind, themes in kinds)
    assert reader.steps == 2


@SHAPES
def test_citing_paragraph_14_takes_one_step(reader_at: Callable[[str], Reader]) -> None:
    reader = reader_at(f"{PART}#p14")
    reader.press(reader.page.locator("#p14 > .passage-number"))
    expect(reader.page.get_by_role("status").last).to_contain_text("copied")
    assert re.search(rf"par\. 14\. \S+/{PART}#p14$", reader.clipboard())
    assert reader.steps == 1


@SHAPES
def test_sending_a_link_to_a_note_takes_two_steps(reader_at: Callable[[str], Reader]) -> None:
    reader = reader_at(PART)
    page = reader.page
    reference = page.locator("article a.note-reference").first
    reader.press(reference)
    reader.press(page.locator(f"[id='{(reference.get_attribute('href') or '')[1:]}'] .cite"))
    expect(page.get_by_role("status").last).to_contain_text("copied")
    assert reader.clipboard().endswith(f"{PART}{reference.get_attribute('href')}")
    assert reader.steps == 2


@SHAPES
def test_opening_the_source_of_a_claim_takes_two_steps(reader_at: Callable[[str], Reader]) -> None:
    reader = reader_at("claims/")
    page = reader.page
    entry = page.locator(".listed-note a[href*='sources/#']").first.evaluate("link => link.href")
    reader.steps += 1
    page.goto(entry)
    reader.steps += 1  # pressing it would ask another host
    assert page.evaluate(SOURCE_IN_SIGHT, entry.partition("#")[2])
    assert reader.steps == 2


@SHAPES
def test_everything_on_ukraine_takes_two_steps(reader_at: Callable[[str], Reader]) -> None:
    reader = reader_at("")
    page = reader.page
    reader.press(page.get_by_role("button", name="Search"))
    reader.type("Ukraine")
    kinds = page.get_by_role("group", name="Kinds of results").get_by_role("button")
    expect(kinds).to_contain_text(["All", "Essay", "Notes", "Glossary", "Timeline", "Sources"])
    assert reader.steps == 2


@SHAPES
def test_being_back_where_one_was_after_three_links_takes_three_steps(reader_at: Callable[[str], Reader]) -> None:
    reader = reader_at(f"{PART}#p8")
    page = reader.page
    before = page.locator("#p8").bounding_box()
    for link, folder in {"#p8 a.ref-term": "glossary", "a.ref-person": "people", "a.ref-source": "sources"}.items():
        page.locator(f"article {link}").first.evaluate("link => location.assign(link.href)")
        expect(page).to_have_url(re.compile(f"/{folder}/#"))
    for _ in range(3):
        reader.go_back()
    expect(page).to_have_url(re.compile(f"{PART}#p8$"))
    assert page.locator("#p8").bounding_box() == before
    assert reader.steps == 3
