"""Pages of entries in a real browser: the index, the field that narrows it, letters, and where one arrives."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from support.browsing import Opener, count_shown, tooltip_of

PLACE = """
(id) => {
  const entry = document.getElementById(id).parentElement;
  return { top: entry.getBoundingClientRect().top, mark: getComputedStyle(entry, "::after").content };
}
"""
SHOWN = """
() => [...document.querySelectorAll(".entry")].filter((each) => each.checkVisibility()).map((each) => each.firstElementChild.id)
"""


@pytest.mark.parametrize(
    ("path", "typed", "found"),
    [
        ("people/", "walesa", "walesa"),
        ("people/", "yel'tsin", "yeltsin"),
        ("people/", "POUTINE", "putin"),
        ("people/", "havel vac", "havel"),
        ("glossary/", "kiev", "ukraine"),
        ("glossary/", "medvedev-sarkozy", "medvedev-sarkozy-plan"),
        ("glossary/", "idee", "idee-fixe"),
        ("sources/", "Colton 2010", ""),
    ],
)
def test_a_name_is_found_as_people_type_it(open_page: Opener, path: str, typed: str, found: str) -> None:
    page = open_page(path)
    page.get_by_label("Find a name").fill(typed)
    wanted = [found] if found else []
    assert page.evaluate(SHOWN) == wanted
    assert count_shown(page, ".entry-index li") == len(wanted)
    assert (page.locator(".entry-find output").text_content() or "").startswith(f"{len(wanted)} of ")
    if found:
        page.get_by_label("Find a name").press("Enter")
        page.wait_for_url(f"**/#{found}")


def test_sources_are_chosen_by_kind_without_scripts(open_page: Opener) -> None:
    page = open_page("sources/", java_script_enabled=False)
    page.locator("#source-kind-copy").check()
    page.locator(".entry-index summary").click()
    shown = count_shown(page, ".entry-source")
    assert 0 < shown == count_shown(page, ".entry-index li") < page.locator(".entry-source").count()
    assert count_shown(page, ".entry-index details div > b") <= shown


def test_an_entry_that_is_hidden_is_shown_to_those_who_arrive_at_it(open_page: Opener) -> None:
    page = open_page("sources/")
    page.locator("#source-kind-copy").check()
    page.get_by_label("Find a name").fill("nothing of the kind")
    page.evaluate("() => { location.hash = 'nato-consensus' }")
    expect(page.locator("#nato-consensus")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("path", "name"), [("glossary/", "nato"), ("sources/", "nato-consensus"), ("people/", "putin")]
)
def test_the_entry_at_which_one_arrives_is_marked_also_after_going_back(
    open_page: Opener, path: str, name: str
) -> None:
    page = open_page(f"{path}#{name}")
    assert_arrived(page, name)
    page.wait_for_function("() => history.state?.place")
    page.evaluate("() => { location.hash = document.querySelector('.entry:nth-of-type(5) > h2').id }")
    page.wait_for_timeout(400)
    page.go_back()
    assert_arrived(page, name)
    page.goto(page.url.split("#")[0].replace(path, "about/"))
    page.go_back()
    assert_arrived(page, name)


def assert_arrived(page: Page, name: str) -> None:
    page.wait_for_function(f"() => Math.abs(({PLACE})('{name}').top - 80) < 30")
    assert page.evaluate(PLACE, name)["mark"] == '""'


@pytest.mark.parametrize("link", ["p:not(.entry-sources) > a[aria-label]", ".entry-sources > a"])
def test_the_tooltip_of_a_source_leads_outside_to_archived_copies_and_to_its_entry(
    open_page: Opener, link: str
) -> None:
    page = open_page("glossary/#nato")
    letter = page.locator(f".entry:has(> #nato) {link}").nth(1)
    letter.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    links = tooltip_of(page, letter).locator("p:last-child a")
    expect(links).to_have_count(3)
    entry, outside, archived = (links.nth(number).get_attribute("href") or "" for number in range(3))
    assert entry.startswith("../sources/#")
    assert archived.startswith("https://web.archive.org/web/")
    assert archived.endswith(outside)
    assert links.nth(2).get_attribute("rel") == links.nth(1).get_attribute("rel") == "external noreferrer"


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", ["glossary/", "sources/"])
def test_on_a_phone_the_first_entry_is_near_and_nothing_is_wider_than_the_window(
    open_page: Opener, path: str, width: int
) -> None:
    page = open_page(path, width=width, height=844)
    assert page.evaluate("() => document.documentElement.scrollWidth") == width
    assert page.evaluate("() => document.querySelector('.entry').getBoundingClientRect().top") < 844
    page.locator(".entry-index summary").click()
    assert page.evaluate("() => document.documentElement.scrollWidth") == width
    expect(page.locator(".entry-index li").first).to_be_visible()


def test_enter_leads_to_the_name_that_begins_with_what_was_typed(open_page: Opener) -> None:
    page = open_page("glossary/")
    field = page.get_by_label("Find a name")
    field.fill("nato")
    field.press("Enter")
    page.wait_for_url("**/#nato")


def test_where_nothing_is_found_nothing_is_shown(open_page: Opener) -> None:
    page = open_page("sources/")
    page.get_by_label("Find a name").fill("zzz")
    assert count_shown(page, "article :is(.entry, .moved)") == 0
    page.goto(f"{page.url.split('#')[0]}#{page.locator('.moved').first.get_attribute('id')}")
    expect(page.locator(".moved").first).to_be_in_viewport()
