"""Tooltips of cross-references in a real browser: by mouse, keyboard and touch, with and without scripts."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from playwright.sync_api import expect

from support.browsing import Opener, first_term, resize, tooltip_of

PART = "essay/part-2/"
PHONE = {"width": 375, "height": 700, "has_touch": True, "is_mobile": True}

# Opens so many tooltips of a page by focus, one after another, and returns what is wrong with them.
# Windows of different widths begin at different links, and so together open more of them.
SURVEY = """
(most) => {
  const wrong = [];
  const near = (number, low, high) => number >= low - 0.5 && number <= high + 0.5;
  const all = [...document.querySelectorAll("article a.ref")];
  const step = Math.ceil(all.length / most);
  const links = all.filter((_, index) => index % step === innerWidth % step);
  for (const link of links) {
    const folded = link.closest("details:not([open])");
    if (folded) folded.open = true;
    const note = link.closest("aside.note");
    if (note && !note.checkVisibility()) document.querySelector(`a.apparatus[href="#${note.id}"]`).click();
    link.scrollIntoView({ block: "center" });
    link.focus({ preventScroll: true });
    const tooltip = document.getElementById(link.getAttribute("aria-describedby"));
    const name = `${link.textContent.trim()} -> ${link.getAttribute("href")}`;
    const shown = document.querySelectorAll(":popover-open");
    if (shown.length !== 1 || shown[0] !== tooltip) {
      wrong.push(`${name}: ${shown.length} tooltips are open`);
      continue;
    }
    const box = tooltip.getBoundingClientRect();
    if (!near(box.left, 0, innerWidth - box.width) || !near(box.top, 0, innerHeight - box.height))
      wrong.push(`${name}: outside the window: ${JSON.stringify(box)}`);
    if (box.width < 150 || box.height < 40) wrong.push(`${name}: too small: ${JSON.stringify(box)}`);
    const [words, ...more] = link.getClientRects();
    const beside = box.right <= words.left || words.right <= box.left;
    if (!more.length && !beside && box.top < words.bottom - 1 && words.top + 1 < box.bottom)
      wrong.push(`${name}: covers its own words`);
    if (!tooltip.querySelector("p").textContent.trim()) wrong.push(`${name}: empty`);
    if (!tooltip.querySelector("a[href]")) wrong.push(`${name}: no link to the entry`);
    link.blur();
  }
  return wrong;
}
"""
MOST = {320: 90, 768: 40, 1440: 30}  # tooltips by the width of the window: the narrowest is the hardest


@pytest.mark.parametrize("path", [PART, "essay/part-3/", "glossary/", "timeline/2008-2010/", "timeline/", ""])
def test_tooltips_open_by_focus_inside_the_window(open_page: Opener, path: str) -> None:
    page = open_page(path, width=320, height=700)
    for width, most in MOST.items():
        resize(page, width, 700)
        assert page.evaluate(SURVEY, most) == [], width


def test_mouse_opens_a_tooltip_can_enter_it_and_closes_it_by_leaving(open_page: Opener) -> None:
    page = open_page(PART, own=True)
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)  # timers run when the test says so
    link = first_term(page)
    tooltip = tooltip_of(page, link)
    expect(tooltip).not_to_be_visible()
    link.hover()
    page.clock.run_for(1000)
    expect(tooltip).to_be_visible()
    box = tooltip.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2, steps=8)
    page.clock.run_for(1000)
    expect(tooltip).to_be_visible()
    page.mouse.move(5, 5, steps=5)
    page.clock.run_for(1000)
    expect(tooltip).not_to_be_visible()


def test_mouse_follows_a_link_at_the_first_click(open_page: Opener) -> None:
    page = open_page(PART)
    link = first_term(page)
    href = link.get_attribute("href") or ""
    link.click()
    page.wait_for_url(f"**/{href.removeprefix('../../')}")


def test_keyboard_opens_a_tooltip_and_escape_closes_it(open_page: Opener) -> None:
    page = open_page(PART)
    link = first_term(page)
    page.locator("#p3 .passage-number").focus()
    page.keyboard.press("Tab")
    tooltip = tooltip_of(page, link)
    expect(tooltip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tooltip).not_to_be_visible()
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(tooltip).to_be_visible()


def test_first_tap_opens_a_tooltip_with_a_link_to_the_entry(open_page: Opener, address: str) -> None:
    page = open_page(PART, **PHONE)
    link = first_term(page)
    link.tap()
    expect(tooltip_of(page, link)).to_be_visible()
    expect(page).to_have_url(f"{address}{PART}")
    tooltip_of(page, link).locator("a[href]").last.tap()
    page.wait_for_url("**/glossary/#*")


def test_second_tap_leads_to_the_entry_and_a_tap_elsewhere_closes(open_page: Opener) -> None:
    page = open_page(PART, **PHONE)
    link = first_term(page)
    tooltip = tooltip_of(page, link)
    link.tap()
    expect(tooltip).to_be_visible()
    page.locator("h1").tap()
    expect(tooltip).not_to_be_visible()
    link.tap()
    expect(tooltip).to_be_visible()
    link.tap()
    page.wait_for_url("**/glossary/#*")


KINDS = {
    PART: ["ref-term", "ref-person", "ref-event", "ref-source"],
    "glossary/": ["ref-passage"],
    "": ["ref-page"],
}


@pytest.mark.parametrize("ways", [("keyboard", "mouse"), ("touch",)], ids=" and ".join)
@pytest.mark.parametrize("path", KINDS)
def test_each_kind_of_cross_reference_opens_and_escape_closes_it(
    open_page: Opener, path: str, ways: tuple[str, ...]
) -> None:
    page = open_page(path, **(PHONE if ways == ("touch",) else {}))
    for way, kind in itertools.product(ways, KINDS[path]):
        link = page.locator(f"article a.{kind}").first
        if not link.is_visible():  # in a note, which its reference opens
            name = link.evaluate("link => link.closest('aside').id")
            page.locator(f"a.apparatus[href='#{name}']").first.tap()
        if way == "mouse":
            link.hover()
        elif way == "touch":
            link.tap()
        else:
            link.evaluate("link => link.focus({ focusVisible: true })")
        expect(tooltip_of(page, link)).to_be_visible()
        page.keyboard.press("Escape")
        expect(tooltip_of(page, link)).not_to_be_visible()


def test_page_opened_from_disk_shows_its_tooltips(open_page: Opener, real_site: Path) -> None:
    page = open_page((real_site / PART / "index.html").as_uri())
    link = first_term(page)
    link.hover()
    expect(tooltip_of(page, link)).to_be_visible()


def test_without_scripts_a_link_leads_to_its_entry(open_page: Opener) -> None:
    page = open_page(PART, java_script_enabled=False)
    link = first_term(page)
    expect(tooltip_of(page, link)).not_to_be_visible()
    link.click()
    page.wait_for_url("**/glossary/#*")


def test_name_in_a_picture_shows_its_tooltip_and_leads_to_its_event(open_page: Opener) -> None:
    page = open_page("timeline/")
    point = page.locator(".overview a.ref").nth(3)
    point.hover()
    expect(tooltip_of(page, point)).to_be_visible()
    point.click()
    page.wait_for_url("**/timeline/*/#*")


def test_the_tooltip_of_a_source_in_a_note_is_inside_the_smallest_window(open_page: Opener) -> None:
    page = open_page(PART, own=True, width=320, height=640, has_touch=True, is_mobile=True)
    for reference in page.locator("article a.note-reference").all()[:8]:
        reference.tap()
        page.locator(".note.shown a.ref-source").first.tap()
        box = page.locator(":popover-open").bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 640
        page.keyboard.press("Escape")
