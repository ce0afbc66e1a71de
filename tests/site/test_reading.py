"""Reading in a real browser: colors, layers, citations, themes of the timeline."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from support.browsing import NOTE_REFERENCE, Opener, first_term, resize

PART = "essay/part-2/"
PAPER = "getComputedStyle(document.body).backgroundColor"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def test_colors_follow_the_system_until_the_reader_chooses(open_page: Opener, address: str) -> None:
    page = open_page("essay/part-1/", color_scheme="dark")
    dark = page.evaluate(PAPER)
    button = page.get_by_role("button", name="Colors")
    button.click()
    light = page.evaluate(PAPER)
    assert light != dark
    page.goto(f"{address}glossary/")
    assert page.evaluate(PAPER) == light
    button.click()
    assert page.evaluate(PAPER) == dark
    button.click()
    page.emulate_media(color_scheme="light")
    assert page.evaluate(PAPER) == light


def test_colors_follow_the_system_without_scripts(open_page: Opener) -> None:
    page = open_page("essay/part-1/", java_script_enabled=False)
    expect(page.get_by_role("button", name="Colors")).not_to_be_visible()
    papers = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        papers.add(page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor"))
    assert len(papers) == 2


# The words of each paragraph of the essay, and what a reader copies of it.
COPIED = """
() => [...document.querySelectorAll("p[id^=p]")].map((paragraph) => {
  getSelection().selectAllChildren(paragraph);
  const words = [paragraph.textContent, getSelection().toString()];
  return words.map((each) => each.replace(/\\s+/g, " ").trim());
})
"""


@pytest.mark.parametrize("path", ["essay/part-1/", PART, "essay/part-3/"])
def test_reader_copies_the_words_of_the_essay_alone(open_page: Opener, path: str) -> None:
    paragraphs = open_page(path).evaluate(COPIED)
    assert paragraphs
    for words, copied in paragraphs:
        assert copied == words


def tab_stops(page: Page) -> list[str]:
    """What the Tab key reaches in paragraph 3."""
    page.locator("#p3 .passage-number").focus()
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.className"))
    return reached


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_layers_hide_notes_and_links_but_no_word(open_page: Opener, with_scripts: bool) -> None:
    page = open_page(PART, java_script_enabled=with_scripts)
    note = page.locator("aside.note").first
    words = page.locator("#p3").inner_text()
    page.get_by_label("text only").check()
    expect(note).not_to_be_visible()
    expect(page.locator(NOTE_REFERENCE).first).not_to_be_visible()
    assert page.locator("#p3").inner_text() == words
    assert not any("ref" in reached.split() for reached in tab_stops(page))
    page.get_by_label("text and glosses").check()
    expect(first_term(page)).to_be_visible()
    expect(note).not_to_be_visible()
    page.get_by_label("everything").check()
    expect(note).to_be_visible()


def test_layer_is_remembered_and_has_an_address(open_page: Opener, address: str) -> None:
    page = open_page(PART)
    page.get_by_label("text only").check()
    page.goto(f"{address}essay/part-3/")
    expect(page.get_by_label("text only")).to_be_checked()
    page.goto(f"{address}essay/part-3/?layer=glosses")
    expect(page.get_by_label("text and glosses")).to_be_checked()


def test_paragraph_number_copies_a_citation_with_its_address(open_page: Opener) -> None:
    page = open_page(PART, permissions=CLIPBOARD)
    page.locator("#p5 .passage-number").click()
    expect(page.get_by_role("status")).to_have_text("Citation of paragraph 5 copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Konstantin Kosachev, “Values for the Sake of Unification,”")
    assert "par. 5." in copied
    assert copied.endswith(f"{PART}#p5")
    expect(page).to_have_url(re.compile("#p5$"))


SELECT = """
() => {
  const text = [...document.querySelector("#p3").childNodes].find((node) => node.nodeType === 3);
  getSelection().setBaseAndExtent(text, 0, text, 9);
}
"""


def test_selected_words_are_cited_with_a_link_to_them(open_page: Opener) -> None:
    page = open_page(PART, permissions=CLIPBOARD)
    button = page.get_by_role("button", name="Cite these words")
    expect(button).not_to_be_visible()
    page.evaluate(SELECT)
    button.click()
    expect(page.get_by_role("status")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“Years ago” Konstantin Kosachev")
    assert copied.endswith("#p3:~:text=Years%20ago")


VISIBLE_THEMES = """
(events) => events.filter((event) => event.checkVisibility()).map((event) => event.dataset.theme)
"""


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_timeline_narrows_to_one_theme(open_page: Opener, with_scripts: bool) -> None:
    page = open_page("timeline/2008-2010/", java_script_enabled=with_scripts)
    events = page.locator(".entry-event")
    page.get_by_label("Georgia 2008").check()
    shown = events.evaluate_all(VISIBLE_THEMES)
    assert all("georgia-2008" in themes.split() for themes in shown)
    assert len(shown) < events.count()
    page.get_by_label("all events").check()
    assert len(events.evaluate_all(VISIBLE_THEMES)) == events.count()


def test_pages_are_laid_out_again_when_the_window_changes(open_page: Opener) -> None:
    page = open_page(PART, width=1440)
    note = page.locator("aside.note").first
    expect(note).to_be_visible()
    resize(page, 375)
    expect(note).not_to_be_visible()


@pytest.mark.parametrize("path", ["timeline/", "timeline/since/"])
def test_the_choice_of_a_theme_is_in_the_address_alone(open_page: Opener, path: str) -> None:
    page = open_page(f"{path}?theme=georgia-2008")
    shown = page.locator("article [data-theme]:visible")
    assert all("georgia-2008" in themes.split() for themes in shown.evaluate_all(VISIBLE_THEMES))
    page.get_by_label("Ukraine (").check()
    assert page.url.endswith(f"/{path}?theme=ukraine")
    assert page.locator(".edition-section a").first.evaluate("(link) => link.search") == "?theme=ukraine"
    page.get_by_label("all events").check()
    assert page.url.endswith(f"/{path}")
    page.goto(page.url)
    expect(page.get_by_label("all events")).to_be_checked()


def test_an_unknown_theme_in_the_address_shows_all_events(open_page: Opener) -> None:
    page = open_page("timeline/?theme=wars")
    expect(page.get_by_label("all events")).to_be_checked()


def test_a_bar_leads_to_its_year_in_the_list_of_its_theme(open_page: Opener) -> None:
    page = open_page("timeline/", width=1280)
    page.get_by_label("Ukraine, 2014: 8", exact=True).click()
    page.wait_for_url("**/timeline/?theme=ukraine#year:2014")
    expect(page.get_by_label("Ukraine (")).to_be_checked()
    expect(page.get_by_role("heading", name="2014", exact=True)).to_be_in_viewport()


SMALL = """
() => [...document.querySelectorAll(":is(.chronology, .path) *")].filter((each) => each.checkVisibility()).filter((each) => {
  const { width, height } = each.getBoundingClientRect();
  const isText = [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  return (isText && parseFloat(getComputedStyle(each).fontSize) < 12)
    || (each.matches("a, label") && Math.min(width, height) < 23.9)
    || (each.matches(".event-row") && height < 28);
}).map((each) => each.outerHTML.slice(0, 100))
"""


@pytest.mark.parametrize("width", [320, 768, 1023, 1024, 1440])
def test_text_and_targets_of_pictures_are_large_enough(open_page: Opener, width: int) -> None:
    page = open_page("timeline/", width=width)
    assert page.evaluate(SMALL) == []
    assert page.locator(".overview-lane").first.is_visible() == (width >= 1024)
    assert page.locator(".jumps").is_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
