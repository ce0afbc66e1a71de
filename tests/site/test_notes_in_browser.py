"""Notes in a real browser: in the margin of a wide window, in the text of a narrow one."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from support.browsing import NOTE_REFERENCE, Opener, note_of, resize

PART = "essay/part-2/"
ESSAY = ["essay/part-1/", PART, "essay/part-3/"]
PHONE = {"width": 375, "height": 700}

# Opens notes one after another; returns where each ends in a narrow window.
FEET = """(references) => references.map((reference) => {
  reference.click();
  return document.querySelector(".note.shown").getBoundingClientRect().bottom;
})"""
# Returns what is wrong with the notes of a page in a wide window.
MARGIN = """
() => {
  const box = (element) => element.getBoundingClientRect();
  const notes = [...document.querySelectorAll("aside.note")];
  const paragraphs = [...document.querySelectorAll("p[id]")];
  const wrong = [];
  let bottom = -Infinity;
  for (const note of notes) {
    const name = note.id, here = box(note), own = note.parentElement.firstElementChild;
    const reference = document.querySelector(`a.apparatus[href="#${name}"]`);
    if (here.left < box(own).right + 8) wrong.push(`${name} is not beside its paragraph`);
    if (here.right > innerWidth) wrong.push(`${name} leaves the window`);
    if (here.top < bottom - 0.5) wrong.push(`${name} overlaps the note before it`);
    const isLevel = Math.abs(here.top - box(reference).top) < 12;
    if (!isLevel && Math.abs(here.top - bottom) > 16)
      wrong.push(`${name} is neither level with its line nor under the note before it`);
    if (here.top < box(reference).top - 12) wrong.push(`${name} starts above its line`);
    const following = paragraphs[paragraphs.indexOf(own) + 1];
    if (following && here.top > box(following).bottom) wrong.push(`${name} starts too far below`);
    const words = note.querySelector("details > p");
    const line = parseFloat(getComputedStyle(words).lineHeight);
    if (!note.firstElementChild.open && words.clientHeight > 3.2 * line) wrong.push(`${name} is too tall`);
    bottom = here.bottom;
  }
  return wrong;
}
"""
TOPS = "[...document.querySelectorAll('article p[id]')].map((each) => each.getBoundingClientRect().top + scrollY)"
IS_TARGET = "id => document.getElementById(id).matches(':target')"
# What a browser does that knows no CSS anchors.
REMOVE_ANCHORS = """
() => {
  for (const sheet of document.styleSheets) for (const media of sheet.cssRules)
    if (media.media) for (let at = media.cssRules.length; at--;)
      if (media.cssRules[at] instanceof CSSSupportsRule) media.deleteRule(at);
}
"""


@pytest.mark.parametrize("path", ESSAY)
def test_notes_are_beside_their_lines_and_never_overlap(open_page: Opener, path: str) -> None:
    page = open_page(path, width=1220)
    for width in (1220, 1440, 2000):
        resize(page, width)
        assert page.evaluate(MARGIN) == [], width
    page.evaluate(REMOVE_ANCHORS)
    wrong = page.evaluate(MARGIN)
    assert [line for line in wrong if "level" not in line and "above" not in line] == []


def test_opening_a_note_in_the_margin_moves_no_word_of_the_essay(open_page: Opener) -> None:
    page = open_page(PART)
    before = page.evaluate(TOPS)
    for note in page.locator("aside.note").all()[:6]:
        note.locator("summary").click()
    assert page.evaluate(TOPS) == before
    assert [wrong for wrong in page.evaluate(MARGIN) if "overlaps" in wrong or "above" in wrong] == []


# Opens every note of a page by its reference, one after another, and returns what is wrong.
IN_SHEET = """
async () => {
  const wrong = [];
  const box = (element) => element.getBoundingClientRect();
  for (const reference of document.querySelectorAll('article a.apparatus[href^="#fn:"]')) {
    const note = document.querySelector(`[id="${reference.hash.slice(1)}"]`);
    const isFirst = reference.id === `fnref:${reference.hash.slice(4)}`;
    if (!isFirst) continue;
    if (note.checkVisibility()) wrong.push(`${note.id}: shown before it is asked for`);
    reference.scrollIntoView({ block: "end" });
    reference.click();
    const here = box(note), words = [...note.querySelectorAll("details > p")].find((each) => each.checkVisibility());
    if (!words || !note.checkVisibility() || !words.checkVisibility() || here.height < 40)
      wrong.push(`${note.id}: not shown`);
    if (here.left < 0 || here.right > innerWidth + 0.5) wrong.push(`${note.id}: leaves the window`);
    if (here.bottom > innerHeight + 0.5 || here.height > 0.6 * innerHeight + 0.5)
      wrong.push(`${note.id}: takes more than the foot of the window`);
    if (words.scrollWidth > words.clientWidth + 1) wrong.push(`${note.id}: its words are cut off`);
    if (box(reference).bottom > here.top) wrong.push(`${note.id}: covers its reference`);
    if (box(reference).height < 24 || box(reference).width < 8)
      wrong.push(`${note.id}: its reference is too small`);
    if (reference.getAttribute("aria-expanded") !== "true")
      wrong.push(`${note.id}: its reference does not report that it is open`);
    reference.click();
    if (note.checkVisibility()) wrong.push(`${note.id}: does not close`);
  }
  return wrong;
}
"""


@pytest.mark.parametrize("path", ESSAY)
def test_every_note_opens_at_the_foot_of_a_narrow_window_where_its_reference_stays_in_sight(
    open_page: Opener, path: str
) -> None:
    page = open_page(path, width=320, height=700)
    for width in (320, 768):
        resize(page, width, 700)
        assert page.evaluate(IN_SHEET) == [], width


@pytest.mark.parametrize("how", ["button", "Escape", "way back"])
def test_a_note_at_the_foot_of_the_window_closes(open_page: Opener, how: str) -> None:
    page = open_page(PART, width=390, height=800)
    reference = page.locator(NOTE_REFERENCE).first
    note = note_of(page, reference)
    reference.click()
    expect(note).to_be_focused()
    if how == "button":
        note.get_by_role("button", name="Close the note").click()
    elif how == "Escape":
        page.keyboard.press("Escape")
    else:
        note.locator("a.note-back").click()
    expect(note).not_to_be_visible()
    expect(reference).to_have_attribute("aria-expanded", "false")


def test_a_link_to_a_note_opens_it_in_a_narrow_window_over_its_paragraph(open_page: Opener) -> None:
    page = open_page(f"{PART}#fn:second-schuman", width=390, height=800)
    expect(page.locator("[id='fn:second-schuman']")).to_be_in_viewport()
    expect(page.locator("[id='fnref:second-schuman']")).to_be_in_viewport()


def test_a_reference_opens_and_closes_its_note_in_the_margin_and_never_scrolls(open_page: Opener) -> None:
    page = open_page(PART)
    reference = page.locator(NOTE_REFERENCE).nth(8)
    reference.evaluate("reference => reference.scrollIntoView({ block: 'center' })")
    top = page.evaluate("scrollY")
    details = note_of(page, reference).locator("details")
    for is_open in (True, False):
        reference.click()
        assert details.evaluate("details => details.open") is is_open
        assert page.evaluate("scrollY") == top


def test_a_note_leads_back_to_its_reference(open_page: Opener) -> None:
    page = open_page(f"{PART}#fn:second-schuman")
    page.locator("[id='fn:second-schuman'] a.note-back").click()
    page.wait_for_function(IS_TARGET, arg="fnref:second-schuman")


@pytest.mark.parametrize("layer", ["text", "glosses", "core"])
def test_a_link_to_a_note_that_the_layer_hides_shows_it_for_this_visit(
    open_page: Opener, address: str, layer: str
) -> None:
    page = open_page(f"{PART}?layer={layer}#fn:eastward-dates")
    expect(page.locator("[id='fn:eastward-dates']")).to_be_visible()
    page.goto(f"{address}essay/part-3/?layer={layer}")
    expect(page.locator(f"input[value='{layer}']")).to_be_checked()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("path", ESSAY)
def test_the_last_note_ends_above_the_foot_of_the_page(open_page: Opener, path: str, scripts: bool) -> None:
    page = open_page(path, width=1300, java_script_enabled=scripts)
    page.locator("aside.note summary").last.click()
    ends = "element => element.getBoundingClientRect().bottom + scrollY"
    begins = "element => element.getBoundingClientRect().top + scrollY"
    end = page.locator("aside.note").last.evaluate(ends)
    assert page.locator(".edition-footer").evaluate(begins) >= end


def test_note_in_the_margin_opens_in_full_without_scripts(open_page: Opener) -> None:
    page = open_page(PART, java_script_enabled=False)
    note = page.locator("aside.note").first
    words = note.locator("details > p").first
    expect(words).to_be_visible()
    before = words.bounding_box()
    note.locator("summary").click()
    after = words.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > before["height"]


def test_reference_opens_its_note_in_a_narrow_window(open_page: Opener, address: str) -> None:
    page = open_page(PART, **PHONE, has_touch=True, is_mobile=True)
    reference = page.locator(NOTE_REFERENCE).first
    note = note_of(page, reference)
    expect(note).not_to_be_visible()
    reference.tap()
    expect(note).to_be_visible()
    expect(reference).to_have_attribute("aria-expanded", "true")
    expect(page).to_have_url(f"{address}{PART}")
    reference.tap()
    expect(note).not_to_be_visible()


def test_narrow_window_without_scripts_shows_notes_under_their_paragraph(open_page: Opener) -> None:
    page = open_page(PART, **PHONE, java_script_enabled=False)
    note = page.locator("aside.note").first
    box, words = note.bounding_box(), note.locator("details > p").first.bounding_box()
    paragraph = page.locator("#p3").bounding_box()
    assert box is not None
    assert words is not None
    assert paragraph is not None
    assert box["y"] >= paragraph["y"] + paragraph["height"]
    assert words["height"] > 60


def test_link_to_a_note_shows_it_in_a_narrow_window(open_page: Opener) -> None:
    page = open_page(PART, **PHONE)
    href = page.locator(NOTE_REFERENCE).nth(3).get_attribute("href") or ""
    page = open_page(f"{PART}{href}", **PHONE)
    expect(page.locator(f"[id='{href[1:]}']")).to_be_visible()


def test_one_note_of_the_margin_is_open_at_a_time_beside_its_reference(open_page: Opener) -> None:
    page = open_page(PART, width=1440)
    for reference in page.locator(NOTE_REFERENCE).all()[:12]:
        reference.evaluate("(link) => link.scrollIntoView({ block: 'center' })")
        reference.click()
        assert page.locator("aside.note details[open]").count() == 1
        expect(reference).to_have_attribute("aria-expanded", "true")
        expect(note_of(page, reference)).to_be_in_viewport(ratio=0.3)
    assert page.locator(f"{NOTE_REFERENCE}[aria-expanded=true]").count() == 1


def test_the_next_note_of_the_margin_is_shown_with_its_reference(open_page: Opener) -> None:
    page = open_page(PART, width=1440)
    page.locator(NOTE_REFERENCE).nth(4).click()
    page.locator("aside.note details[open] .note-steps a").last.click()
    following = page.locator(NOTE_REFERENCE).nth(5)
    expect(following).to_be_in_viewport()
    expect(note_of(page, following)).to_be_in_viewport(ratio=0.5)


def test_every_note_at_the_foot_of_a_phone_ends_there(open_page: Opener) -> None:
    ends = open_page(PART, **PHONE).locator(NOTE_REFERENCE).evaluate_all(FEET)
    assert len(ends) > 40
    assert set(ends) == {PHONE["height"]}
