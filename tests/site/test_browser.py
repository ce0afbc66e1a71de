"""A real browser reads the real pages: tooltips by mouse, by keyboard and by touch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

ESSAY = ["essay/part-1/", "essay/part-2/", "essay/part-3/"]
PAGES = [*ESSAY, "glossary/", "timeline/2008-2010/", "timeline/", ""]
WIDTHS = [320, 768, 1440]
Opener = Callable[..., Page]

# Opens every tooltip of a page by focus, one after another, and says what does not hold.
SURVEY = """
async () => {
  const wrong = [];
  const near = (number, low, high) => number >= low - 0.5 && number <= high + 0.5;
  for (const link of document.querySelectorAll("article a.ref")) {
    const folded = link.closest("details:not([open])");
    if (folded) folded.open = true;
    const note = link.closest("aside.note");
    if (note && !note.checkVisibility()) {
      document.querySelector(`a.note-reference[href="#${note.id}"]`).click();
    }
    link.scrollIntoView({ block: "center" });
    await new Promise((done) => requestAnimationFrame(done));
    link.focus({ preventScroll: true });
    const tooltip = document.getElementById(link.getAttribute("aria-describedby"));
    const name = `${link.textContent.trim()} -> ${link.getAttribute("href")}`;
    const shown = document.querySelectorAll(".tooltip:popover-open");
    if (shown.length !== 1 || shown[0] !== tooltip) {
      wrong.push(`${name}: ${shown.length} tooltips open`);
      continue;
    }
    const box = tooltip.getBoundingClientRect();
    if (!near(box.left, 0, innerWidth - box.width) || !near(box.top, 0, innerHeight - box.height))
      wrong.push(`${name}: outside of the window: ${JSON.stringify(box)}`);
    if (box.width < 150 || box.height < 40) wrong.push(`${name}: too small: ${JSON.stringify(box)}`);
    const [words, ...more] = link.getClientRects();
    const beside = box.right <= words.left || words.right <= box.left;
    if (!more.length && !beside && box.top < words.bottom - 1 && words.top + 1 < box.bottom)
      wrong.push(`${name}: covers its own words`);
    if (!tooltip.querySelector(".tooltip-words").textContent.trim()) wrong.push(`${name}: empty`);
    if (!tooltip.querySelector("a.tooltip-more[href]")) wrong.push(`${name}: no way on`);
    link.blur();
  }
  return wrong;
}
"""


def tooltip_of(page: Page, link: Locator) -> Locator:
    return page.locator(f"[id='{link.get_attribute('aria-describedby')}']")


def first_term(page: Page) -> Locator:
    return page.locator("article p[id] a.ref-term").first


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_every_tooltip_of_a_page_opens_by_focus_inside_the_window(open_page: Opener, path: str, width: int) -> None:
    page = open_page(path, width=width, height=700)
    assert page.evaluate(SURVEY) == []


# The widest face that a reader's system may fall back to, spaced as WCAG 1.4.12 asks pages to bear.
WIDE = "* { font-family: 'DejaVu Sans', Verdana !important; letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important }"


@pytest.mark.parametrize("style", ["", WIDE], ids=["own face", "wide face, spaced"])
@pytest.mark.parametrize("path", [*PAGES, "sources/", "people/", "about/text/"])
def test_no_page_is_wider_than_a_narrow_window(open_page: Opener, path: str, style: str) -> None:
    page = open_page(path, width=320, height=640)
    page.evaluate(
        """style => { const sheet = new CSSStyleSheet(); sheet.replaceSync(style);
          document.adoptedStyleSheets = [sheet]; }""",
        style,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_mouse_opens_a_tooltip_can_move_into_it_and_leaving_closes_it(open_page: Opener) -> None:
    page = open_page("essay/part-2/")
    link = first_term(page)
    tooltip = tooltip_of(page, link)
    assert not tooltip.is_visible()
    link.hover()
    tooltip.wait_for(state="visible", timeout=5000)
    box = tooltip.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2, steps=8)
    page.wait_for_timeout(700)
    assert tooltip.is_visible(), "the pointer can rest in the tooltip"
    page.mouse.move(5, 5, steps=5)
    tooltip.wait_for(state="hidden", timeout=5000)


def test_the_mouse_follows_a_link_at_the_first_click(open_page: Opener) -> None:
    page = open_page("essay/part-2/")
    link = first_term(page)
    href = link.get_attribute("href") or ""
    link.click()
    page.wait_for_url(f"**/{href.removeprefix('../../')}")


def test_the_keyboard_opens_a_tooltip_and_escape_closes_it_where_it_is(open_page: Opener) -> None:
    page = open_page("essay/part-2/")
    link = first_term(page)
    page.locator("#p3 .passage-number").focus()
    page.keyboard.press("Tab")
    tooltip = tooltip_of(page, link)
    assert tooltip.is_visible()
    page.keyboard.press("Escape")
    assert not tooltip.is_visible()
    assert link.evaluate("link => link === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert tooltip.is_visible()


def test_escape_closes_a_tooltip_that_the_mouse_opened(open_page: Opener) -> None:
    page = open_page("essay/part-2/")
    link = first_term(page)
    link.hover()
    tooltip_of(page, link).wait_for(state="visible", timeout=5000)
    page.keyboard.press("Escape")
    assert not tooltip_of(page, link).is_visible()


def test_the_first_tap_opens_a_tooltip_with_a_way_on(open_page: Opener, address: str) -> None:
    page = open_page("essay/part-2/", width=375, height=700, has_touch=True, is_mobile=True)
    link = first_term(page)
    tooltip = tooltip_of(page, link)
    link.tap()
    tooltip.wait_for(state="visible", timeout=5000)
    assert page.url == f"{address}essay/part-2/"
    tooltip.locator("a.tooltip-more").tap()
    page.wait_for_url("**/glossary/#*")


def test_the_second_tap_leads_to_the_entry_and_a_tap_elsewhere_closes(open_page: Opener) -> None:
    page = open_page("essay/part-2/", width=375, height=700, has_touch=True, is_mobile=True)
    link = first_term(page)
    tooltip = tooltip_of(page, link)
    link.tap()
    tooltip.wait_for(state="visible", timeout=5000)
    page.locator("h1").tap()
    assert not tooltip.is_visible()
    link.tap()
    tooltip.wait_for(state="visible", timeout=5000)
    link.tap()
    page.wait_for_url("**/glossary/#*")


KINDS = {
    "ref-term": "essay/part-2/",
    "ref-person": "essay/part-2/",
    "ref-event": "essay/part-2/",
    "ref-source": "essay/part-2/",
    "ref-passage": "glossary/",
    "ref-page": "",
}


@pytest.mark.parametrize("way", ["mouse", "keyboard", "touch"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_cross_reference_opens_its_tooltip_in_each_way(open_page: Opener, kind: str, way: str) -> None:
    is_touch = way == "touch"
    page = open_page(KINDS[kind], width=375 if is_touch else 1440, has_touch=is_touch, is_mobile=is_touch)
    link = page.locator(f"article a.{kind}").first
    if not link.is_visible():  # in a note, which its mark opens
        name = link.evaluate("link => link.closest('aside').id")
        page.locator(f"a.note-reference[href='#{name}']").first.tap()
    tooltip = tooltip_of(page, link)
    link.scroll_into_view_if_needed()
    if way == "mouse":
        link.hover()
    elif way == "touch":
        link.tap()
    else:
        link.evaluate("link => link.focus({ focusVisible: true })")
    tooltip.wait_for(state="visible", timeout=5000)
    page.keyboard.press("Escape")
    assert not tooltip.is_visible()


def test_the_colors_follow_the_system_and_can_be_chosen_and_are_kept(open_page: Opener, address: str) -> None:
    page = open_page("essay/part-1/", color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    button = page.get_by_role("button", name="Colors")
    button.click()
    light = page.evaluate(paper)
    assert light != dark
    page.goto(f"{address}glossary/")
    assert page.evaluate(paper) == light
    button.click()
    assert page.evaluate(paper) == dark
    button.click()
    page.emulate_media(color_scheme="light")
    assert page.evaluate(paper) == light


def test_without_javascript_the_colors_follow_the_system(open_page: Opener) -> None:
    paper = []
    for scheme in ("light", "dark"):
        page = open_page("essay/part-1/", java_script_enabled=False, color_scheme=scheme)
        assert not page.get_by_role("button", name="Colors").is_visible()
        paper.append(page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor"))
    assert paper[0] != paper[1]


def test_a_page_opened_from_disk_shows_its_tooltips(open_page: Opener, real_site: Path) -> None:
    page = open_page((real_site / "essay/part-2/index.html").as_uri())
    link = first_term(page)
    link.hover()
    tooltip_of(page, link).wait_for(state="visible", timeout=5000)


def test_without_javascript_a_link_leads_to_its_entry_and_notes_stand_in_the_page(
    open_page: Opener,
) -> None:
    page = open_page("essay/part-2/", java_script_enabled=False)
    link = first_term(page)
    assert not tooltip_of(page, link).is_visible()
    assert page.locator("aside.note").first.is_visible()
    link.click()
    page.wait_for_url("**/glossary/#*")


@pytest.mark.parametrize("path", ESSAY)
def test_what_a_reader_copies_of_a_paragraph_is_the_essay_alone(open_page: Opener, path: str) -> None:
    page = open_page(path)
    copied = page.evaluate(
        """() => [...document.querySelectorAll("p[id^=p]")].map((paragraph) => {
          getSelection().selectAllChildren(paragraph);
          return [paragraph.textContent.replace(/\\s+/g, " ").trim(),
                  getSelection().toString().replace(/\\s+/g, " ").trim()];
        })"""
    )
    assert copied
    for words, selected in copied:
        assert selected == words


def test_a_note_mark_leads_to_its_note_and_back(open_page: Opener) -> None:
    page = open_page("essay/part-2/")
    mark = page.locator("a.note-reference").first
    mark.click()
    note = page.locator(f"[id='{(mark.get_attribute('href') or '')[1:]}']")
    assert note.evaluate("note => note.matches(':target')")
    note.locator("a.note-back").click()
    assert mark.evaluate("mark => mark.matches(':target')")


def test_reading_pages_say_nothing_in_the_console(open_page: Opener) -> None:
    for path in PAGES:
        page = open_page("")
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.goto(page.url.split("/essay")[0] + path)
        page.wait_for_load_state("networkidle")
        assert said == [], path


# Where the notes of a page stand in a wide window, and what does not hold.
MARGIN = """
() => {
  const box = (element) => element.getBoundingClientRect();
  const notes = [...document.querySelectorAll("aside.note")];
  const paragraphs = [...document.querySelectorAll("p[id]")];
  const wrong = [];
  let bottom = -Infinity;
  for (const note of notes) {
    const name = note.id, here = box(note), own = note.parentElement.firstElementChild;
    const mark = document.querySelector(`a.note-reference[href="#${name}"]`);
    if (here.left < box(own).right + 8) wrong.push(`${name} is not beside its paragraph`);
    if (here.right > innerWidth) wrong.push(`${name} leaves the window`);
    if (here.top < bottom - 0.5) wrong.push(`${name} overlaps the note before it`);
    const isLevel = Math.abs(here.top - box(mark).top) < 12;
    if (!isLevel && Math.abs(here.top - bottom) > 16) wrong.push(`${name} is neither level with its line nor under the note before it`);
    if (here.top < box(mark).top - 12) wrong.push(`${name} starts above its line`);
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


@pytest.mark.parametrize("width", [1220, 1440, 2000])
@pytest.mark.parametrize("path", ESSAY)
def test_notes_stand_in_the_margin_level_with_their_lines_and_never_overlap(
    open_page: Opener, path: str, width: int
) -> None:
    page = open_page(path, width=width)
    assert page.evaluate(MARGIN) == []


def test_a_note_opened_in_the_margin_pushes_those_below_and_moves_no_word_of_the_essay(
    open_page: Opener,
) -> None:
    page = open_page("essay/part-2/")
    places = "[...document.querySelectorAll('p[id]')].map((words) => words.getBoundingClientRect().top + scrollY)"
    before = page.evaluate(places)
    for note in page.locator("aside.note").all()[:6]:
        note.locator("summary").click()
    assert page.evaluate(places) == before
    assert [wrong for wrong in page.evaluate(MARGIN) if "overlaps" in wrong or "above" in wrong] == []


@pytest.mark.parametrize("path", ESSAY)
def test_without_anchors_notes_stand_by_their_paragraph_and_never_overlap(open_page: Opener, path: str) -> None:
    page = open_page(path, width=1440)
    page.evaluate(
        """() => { for (const sheet of document.styleSheets) for (const media of sheet.cssRules)
          if (media.media) for (let at = media.cssRules.length; at--;)
            if (media.cssRules[at] instanceof CSSSupportsRule) media.deleteRule(at); }"""
    )
    wrong = page.evaluate(MARGIN)
    assert [line for line in wrong if "level" not in line and "above" not in line] == []


# Opens every note of a page by its mark, one after another, and says what does not hold.
IN_PLACE = """
async () => {
  const wrong = [];
  const box = (element) => element.getBoundingClientRect();
  for (const mark of document.querySelectorAll("article a.note-reference")) {
    const note = document.querySelector(`[id="${mark.hash.slice(1)}"]`);
    const isFirst = mark.id === `fnref:${mark.hash.slice(4)}`;
    if (!isFirst) continue;
    if (note.checkVisibility()) wrong.push(`${note.id}: shown before it is asked for`);
    mark.click();
    const here = box(note), words = note.querySelector("details > p");
    const own = note.parentElement.firstElementChild, following = note.parentElement.nextElementSibling;
    if (!note.checkVisibility() || !words.checkVisibility() || here.height < 40) wrong.push(`${note.id}: not shown`);
    if (here.left < 0 || here.right > innerWidth + 0.5) wrong.push(`${note.id}: leaves the window`);
    if (words.scrollWidth > words.clientWidth + 1) wrong.push(`${note.id}: its words are cut`);
    if (here.top < box(own).bottom - 0.5) wrong.push(`${note.id}: covers its paragraph`);
    if (following && following.checkVisibility() && box(following).top < here.bottom - 0.5)
      wrong.push(`${note.id}: covers what follows`);
    if (box(mark).height < 24 || box(mark).width < 8) wrong.push(`${note.id}: its mark is too small`);
    if (mark.getAttribute("aria-expanded") !== "true") wrong.push(`${note.id}: its mark does not say that it is open`);
    mark.click();
    if (note.checkVisibility()) wrong.push(`${note.id}: does not close`);
  }
  return wrong;
}
"""


@pytest.mark.parametrize("width", [320, 768])
@pytest.mark.parametrize("path", ESSAY)
def test_every_note_opens_in_place_in_a_narrow_window_and_covers_nothing(
    open_page: Opener, path: str, width: int
) -> None:
    page = open_page(path, width=width, height=700)
    assert page.evaluate(IN_PLACE) == []


def test_a_note_in_the_margin_opens_in_full_on_press_without_javascript(open_page: Opener) -> None:
    page = open_page("essay/part-2/", java_script_enabled=False)
    note = page.locator("aside.note").first
    words = note.locator("details > p")
    before = words.bounding_box()
    note.locator("summary").click()
    after = words.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > before["height"]


def test_in_a_narrow_window_the_mark_opens_its_note_in_place(open_page: Opener, address: str) -> None:
    page = open_page("essay/part-2/", width=375, height=700, has_touch=True, is_mobile=True)
    mark = page.locator("a.note-reference").first
    note = page.locator(f"[id='{(mark.get_attribute('href') or '')[1:]}']")
    assert not note.is_visible()
    mark.tap()
    assert note.is_visible()
    assert mark.get_attribute("aria-expanded") == "true"
    assert page.url == f"{address}essay/part-2/"
    mark.tap()
    assert not note.is_visible()


def test_in_a_narrow_window_without_javascript_notes_stand_under_their_paragraph(open_page: Opener) -> None:
    page = open_page("essay/part-2/", width=375, height=700, java_script_enabled=False)
    note = page.locator("aside.note").first
    box, words = note.bounding_box(), note.locator("details > p").bounding_box()
    paragraph = page.locator("#p3").bounding_box()
    assert box is not None
    assert words is not None
    assert paragraph is not None
    assert box["y"] >= paragraph["y"] + paragraph["height"]
    assert words["height"] > 60


def test_a_link_to_a_note_shows_it_in_a_narrow_window(open_page: Opener) -> None:
    page = open_page("essay/part-2/", width=375, height=700)
    name = (page.locator("a.note-reference").nth(3).get_attribute("href") or "")[1:]
    page = open_page(f"essay/part-2/#{name}", width=375, height=700)
    assert page.locator(f"[id='{name}']").is_visible()


def tab_stops(page: Page) -> list[str]:
    """What the Tab key reaches in paragraph 3."""
    page.locator("#p3 .passage-number").focus()
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.className"))
    return reached


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_text_only_hides_notes_and_marks_and_links_are_no_tab_stops(open_page: Opener, with_script: bool) -> None:
    page = open_page("essay/part-2/", java_script_enabled=with_script)
    words = page.locator("#p3").inner_text()
    page.get_by_label("text only").check()
    assert not page.locator("aside.note").first.is_visible()
    assert not page.locator("a.note-reference").first.is_visible()
    assert page.locator("#p3").inner_text() == words
    assert not any("ref" in reached.split() for reached in tab_stops(page))
    page.get_by_label("text and glosses").check()
    assert first_term(page).is_visible()
    assert not page.locator("aside.note").first.is_visible()
    page.get_by_label("everything").check()
    assert page.locator("aside.note").first.is_visible()


def test_the_layer_is_remembered_and_has_an_address(open_page: Opener, address: str) -> None:
    page = open_page("essay/part-2/")
    page.get_by_label("text only").check()
    page.goto(f"{address}essay/part-3/")
    assert page.get_by_label("text only").is_checked()
    page.goto(f"{address}essay/part-3/?layer=glosses")
    assert page.get_by_label("text and glosses").is_checked()


def test_a_paragraph_number_copies_a_citation_with_its_address(open_page: Opener) -> None:
    page = open_page("essay/part-2/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#p5 .passage-number").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Konstantin Kosachev, “Values for the Sake of Unification,”")
    assert "par. 5." in copied
    assert copied.endswith("essay/part-2/#p5")
    assert page.url.endswith("#p5")
    assert page.get_by_role("status").inner_text() == "Citation of paragraph 5 copied."


def test_selected_words_can_be_cited_with_a_link_to_them(open_page: Opener) -> None:
    page = open_page("essay/part-2/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    assert not page.get_by_role("button", name="Cite these words").is_visible()
    page.evaluate(
        """() => {
          const text = [...document.querySelector("#p3").childNodes].find((node) => node.nodeType === 3);
          getSelection().setBaseAndExtent(text, 0, text, 9);
        }"""
    )
    page.get_by_role("button", name="Cite these words").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“Years ago” Konstantin Kosachev")
    assert copied.endswith("#p3:~:text=Years%20ago")


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_a_page_of_the_timeline_narrows_to_one_theme(open_page: Opener, with_script: bool) -> None:
    page = open_page("timeline/2008-2010/", java_script_enabled=with_script)
    events = page.locator(".entry-event")
    everything = events.count()
    page.get_by_label("Georgia 2008").check()
    shown = [event for event in events.all() if event.is_visible()]
    assert 0 < len(shown) < everything
    assert {event.get_attribute("data-theme") for event in shown} == {"georgia-2008"}
    page.get_by_label("all events").check()
    assert all(event.is_visible() for event in events.all())


def test_a_point_of_a_picture_shows_its_tooltip_and_leads_to_its_event(open_page: Opener) -> None:
    page = open_page("timeline/")
    dot = page.locator(".chronology svg a").nth(30)
    dot.hover()
    tooltip_of(page, dot).wait_for(state="visible", timeout=5000)
    dot.click()
    page.wait_for_url("**/timeline/*/#*")


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
def test_search_leads_to_the_exact_place(open_page: Opener, address: str, words: str, target: str) -> None:
    page = open_page("essay/part-1/")
    page.keyboard.press("/")
    page.get_by_label("Words to look for").fill(words)
    results = page.locator("dialog ol a")
    results.first.wait_for(timeout=5000)
    assert f"{address}{target}" in [link.evaluate("link => link.href") for link in results.all()]
    results.and_(page.locator(f"[href$='{target}']")).click()
    page.wait_for_url(f"{address}{target}")


def test_search_closes_with_escape_and_says_when_nothing_is_found(open_page: Opener) -> None:
    page = open_page("essay/part-2/", width=375, height=700)
    page.get_by_role("button", name="Search").click()
    page.get_by_label("Words to look for").fill("xyzzy")
    page.get_by_text("Nothing found").wait_for(timeout=5000)
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Search"
