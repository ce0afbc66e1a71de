"""The switch "as of March 2010": what is later than the essay is hidden, with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from support.browsing import Opener, count_shown, resize, violations

SWITCH = "as of March 2010"
PAGES = ["essay/part-2/", "glossary/", "people/", "timeline/", "timeline/2008-2010/", "notes/", "sources/"]
WORDS = "[...document.querySelectorAll('article :is(p, li)[id^=p]')].map((passage) => passage.innerText)"
with_and_without_scripts = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


def shown(page: Page) -> int:
    return count_shown(page, "article [data-later]")


@with_and_without_scripts
@pytest.mark.parametrize("path", PAGES)
def test_the_switch_hides_what_is_later_and_shows_it_again(open_page: Opener, path: str, scripts: bool) -> None:
    page = open_page(path, java_script_enabled=scripts)
    before = shown(page)
    assert before
    page.get_by_label(SWITCH).check()
    assert shown(page) == 0
    page.get_by_label(SWITCH).uncheck()
    assert shown(page) == before


def test_the_words_of_the_essay_stay(open_page: Opener) -> None:
    page = open_page("essay/part-2/")
    before = page.evaluate(WORDS)
    page.get_by_label(SWITCH).check()
    assert page.evaluate(WORDS) == before


@with_and_without_scripts
def test_a_quiet_line_says_where_nothing_is_left(open_page: Opener, address: str, scripts: bool) -> None:
    page = open_page("timeline/since/", java_script_enabled=scripts)
    line = page.get_by_text("Everything on this page is about later years.")
    expect(line).not_to_be_visible()
    page.get_by_label(SWITCH).check()
    expect(line).to_be_visible()
    assert count_shown(page, ".entry") == 0
    page.goto(f"{address}notes/")
    page.get_by_label(SWITCH).check()
    expect(page.get_by_text("This note is about later years.").first).to_be_visible()


def test_a_page_on_which_nothing_is_later_has_no_switch(open_page: Opener) -> None:
    expect(open_page("about/cite/").get_by_label(SWITCH)).not_to_be_visible()


def test_the_switch_is_remembered_and_has_an_address(open_page: Opener, address: str) -> None:
    page = open_page("glossary/")
    expect(page.get_by_label(SWITCH)).not_to_be_checked()
    page.goto(f"{address}people/?asof")
    expect(page.get_by_label(SWITCH)).to_be_checked()
    page.goto(f"{address}glossary/")
    expect(page.get_by_label(SWITCH)).not_to_be_checked()  # an address is for one visit
    page.get_by_label(SWITCH).check()
    page.goto(f"{address}essay/part-3/")
    expect(page.get_by_label(SWITCH)).to_be_checked()


def test_a_link_to_a_later_event_shows_it_for_this_visit(open_page: Opener, address: str) -> None:
    page = open_page("timeline/since/?asof#lisbon-summit")
    expect(page.locator("#lisbon-summit")).to_be_visible()
    expect(page.get_by_label(SWITCH)).not_to_be_checked()


def test_the_tooltip_of_a_person_tells_what_was_known(open_page: Opener) -> None:
    page = open_page("essay/part-3/?asof")
    tooltip = page.locator("#tooltip-medvedev")
    assert "2012" in (tooltip.text_content() or "")
    page.locator("article p[id] a[href$='#medvedev']").first.hover()
    expect(tooltip).to_be_visible()
    assert "was president of Russia from May 2008." in tooltip.inner_text()


@pytest.mark.parametrize("path", ["essay/part-2/", "people/"])
def test_the_switch_is_accessible_on_wide_and_narrow_windows(open_page: Opener, path: str) -> None:
    page = open_page(f"{path}?asof")
    assert violations(page, [(1440, "light"), (375, "dark")]) == []
    resize(page, 320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_bar_says_so_and_later_sources_are_hidden(open_page: Opener) -> None:
    page = open_page("people/?asof#yanukovych")
    expect(page.locator(".edition-title")).to_contain_text("as of March 2010")
    sources = page.locator("section:has(> #yanukovych) .entry-sources")
    assert "2014" in (sources.text_content() or "")
    assert "2014" not in sources.inner_text()
    assert not sources.inner_text().rstrip().endswith(";")
    page.get_by_label(SWITCH).uncheck()
    expect(page.locator(".edition-then")).not_to_be_visible()
