"""Search in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from reading_edition.export.search import SEARCH_INDEX
from reading_edition.export.search_parts import split_index
from support.browsing import Opener, violations
from support.sites import CASES, SRC

SHOWN = """() => [...document.querySelectorAll("dialog ol a")].map((link) => link.getAttribute("href").replace(/^(\\.\\.\\/)+/, ""))"""
MOST = {"The first result": 1, "Among the first five": 5, "Nothing": 0}


def searches() -> Iterator[tuple[str, int, list[str]]]:
    """What is typed, how many results are looked at, and the addresses that must be among them."""
    most = 0
    for line in (CASES / "searches.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            most = MOST[line.strip("= ")]
        elif line and not line.startswith("#"):
            typed, _, wanted = line.partition(" => ")
            yield typed, most, wanted.split()


def opened(open_page: Opener, path: str = "essay/part-1/") -> Page:
    page = open_page(path)
    page.keyboard.press("/")
    return page


def results(page: Page, typed: str) -> list[str]:
    """The addresses that the search shows for what is typed."""
    page.get_by_label("Words to look for").fill(typed)
    expect(page.locator("dialog [role=status]")).not_to_be_empty()
    found: list[str] = page.evaluate(SHOWN)
    return found


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


def test_search_finds_what_people_type(open_page: Opener) -> None:
    page, wrong = opened(open_page), []
    for typed, most, wanted in searches():
        page.get_by_label("Words to look for").fill("")
        expect(page.locator("dialog [role=status]")).to_be_empty()
        found = results(page, typed)
        if not set(wanted) <= set(found[:most]) or (found and not most):
            wrong.append(f"{typed}: not {wanted} among {found[:5]}")
    assert wrong == []


def in_parts(page: Page, site: Path) -> list[str]:
    """Gives a page the index of a site in parts; returns the addresses of those that it will ask for."""
    index = json.loads((site / SEARCH_INDEX).read_text(encoding="utf-8"))
    parts = {path or SEARCH_INDEX: content for path, content in split_index(index["kinds"], index["docs"], 20_000)}
    asked: list[str] = []

    def answer(route: Route) -> None:
        path = "search/" + route.request.url.rpartition("/")[2]
        asked.append(path)
        route.fulfill(body=parts[path], content_type="application/json")

    script = (SRC / "reading_edition/theme/assets/js/parts.js").read_text(encoding="utf-8")
    page.route("**/search/*.json", answer)
    page.route("**/assets/js/parts.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    return asked


def test_an_index_in_parts_finds_the_same_and_is_fetched_as_far_as_it_is_needed(
    open_page: Opener, real_site: Path
) -> None:
    typed = ["under our thumb", "idee fixe", '"a new entente"', "the", "Tagliavini report", "taglivini", "harmel xyzzy"]
    page = opened(open_page)
    whole = {words: results(page, words) for words in typed}
    page = open_page("essay/part-2/", own=True)
    asked = in_parts(page, real_site)
    page.keyboard.press("/")
    expect(page.locator("dialog")).to_be_visible()
    counts = {}
    for words in typed:
        page.get_by_label("Words to look for").fill("")
        page.wait_for_timeout(400)
        assert results(page, words) == whole[words], words
        counts[words] = len(asked)
    assert counts["under our thumb"] < 10 < counts["the"]
    assert len(set(asked)) == len(asked)


def test_results_say_what_they_are_and_can_be_narrowed_to_a_kind(open_page: Opener) -> None:
    page = opened(open_page)
    found = results(page, "Founding Act")
    group, status = page.locator("dialog [role=group]"), page.locator("dialog [role=status]")
    expect(status).to_have_text(f"{len(found)} places")
    expect(group.get_by_role("button").first).to_have_text(f"All {len(found)}")
    expect(page.locator("dialog ol a").first).to_have_text("Founding Act Term")
    kinds = page.locator("dialog ol a").all_inner_texts()
    assert any(name.endswith(" Event") for name in kinds)
    assert any(name.startswith("Note ") for name in kinds)
    button = group.get_by_role("button", name="Timeline")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(status).to_have_text(f"{button.inner_text().split()[1]} places")
    assert {name.rpartition(" ")[2] for name in page.locator("dialog ol a").all_inner_texts()} == {"Event"}


def test_sources_come_after_the_editions_own_words(open_page: Opener) -> None:
    found = results(opened(open_page), "Levada")
    of_sources = [address.startswith("sources/") for address in found]
    assert True in of_sources
    assert of_sources == sorted(of_sources)


def test_a_snippet_has_whole_words_and_marks_what_was_found(open_page: Opener) -> None:
    page = opened(open_page)
    results(page, "Tagliavini commision report")
    first = page.locator("dialog ol li").filter(has=page.locator("a[href$='essay/part-2/#p8']"))
    text = first.locator("p").inner_text()
    assert [mark.inner_text() for mark in first.locator("mark").all()] == ["Tagliavini", "Commission’s", "report"]
    whole = page.evaluate("fetch(document.querySelector('dialog').dataset.index).then((answer) => answer.json())")
    words = next(entry["text"] for entry in whole["docs"] if entry["location"] == "essay/part-2/#p8").split()
    assert set(text.strip("… ").split()) <= {*words, *(word.strip(",.;:") for word in words)}


def test_another_spelling_is_shown_beside_the_name(open_page: Opener) -> None:
    page = opened(open_page)
    results(page, "Gruzia")
    expect(page.locator("dialog ol a").first).to_have_text("Georgia (Gruzia) Term")
    expect(page.locator("dialog ol a mark").first).to_have_text("Gruzia")


def test_words_that_are_in_no_place_together_find_places_with_some_of_them(open_page: Opener) -> None:
    page = opened(open_page)
    assert results(page, "xyzzy Rossotrudnichestvo")[0] == "glossary/#rossotrudnichestvo"
    expect(page.locator("dialog [role=status]")).to_contain_text("No place has all these words; some of them: ")


def test_arrow_keys_walk_through_the_results_and_enter_opens_one(open_page: Opener, address: str) -> None:
    page = opened(open_page)
    found = results(page, "Kiev")
    links = page.locator("dialog ol a")
    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        expect(links.nth(place)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Words to look for")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(address + found[0])


def test_axe_finds_nothing_in_an_open_search(open_page: Opener) -> None:
    page = opened(open_page)
    results(page, "détente")
    assert violations(page, [(360, "dark"), (1280, "light")]) == []
