"""Search in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from support.browsing import Opener


def test_nothing_of_search_is_fetched_before_it_is_opened(open_page: Opener) -> None:
    page = open_page("")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert not any("search" in url.rsplit("/", 1)[-1] and url.endswith(".json") for url in asked)
    assert not any("worker" in url for url in asked)


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("under our thumb", "essay/part-2/#p12"),
        ("idee fixe", "essay/part-3/#p21"),
        ("Tagliavini report", "glossary/#tagliavini-report"),
    ],
)
def test_search_leads_to_the_exact_location(open_page: Opener, address: str, words: str, target: str) -> None:
    page = open_page("essay/part-1/")
    page.keyboard.press("/")
    page.get_by_label("Words to look for").fill(words)
    page.locator(f"dialog ol a[href$='{target}']").click()
    page.wait_for_url(f"{address}{target}")


def test_search_reports_when_nothing_is_found_and_closes_with_escape(open_page: Opener) -> None:
    page = open_page("essay/part-2/", width=375, height=700)
    page.get_by_role("button", name="Search").click()
    page.get_by_label("Words to look for").fill("xyzzy")
    expect(page.get_by_text("Nothing found")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()
    assert page.evaluate("document.activeElement.textContent") == "Search"
