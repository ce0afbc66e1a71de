"""The ways into the essay in a real browser: front page, layers, lists with choices, and handouts."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from support.browsing import Opener, resize
from support.windows import Windows

PART = "essay/part-2/"
BOTH = pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without scripts"])


def numbers(page: Page) -> list[str]:
    """The numbers of the paragraphs and list items that are in sight."""
    shown = page.locator(".passage-number:visible").all()
    return [number.get_attribute("data-number") or "" for number in shown]


def test_front_page_fits_one_screen_of_a_desktop_and_begins_with_the_ways_in(open_page: Opener) -> None:
    page = open_page("", width=1280, height=900)
    for name in ("Begin reading", "In ten minutes", "Text only"):
        box = page.get_by_role("link", name=name).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 400
    lists = page.locator(".front-doors").bounding_box()
    assert lists is not None
    assert lists["y"] + lists["height"] < 900


def test_front_page_offers_a_returning_reader_the_paragraph_where_they_were(open_page: Opener, address: str) -> None:
    page = open_page("")
    offer = page.get_by_role("link", name="Continue at paragraph")
    expect(offer).to_have_count(0)
    page.goto(f"{address}{PART}#p14")
    page.locator("#p14").evaluate("paragraph => paragraph.scrollIntoView({ block: 'start' })")
    page.goto(address)
    expect(offer).to_have_text("Continue at paragraph 14")
    offer.click()
    expect(page.locator("#p14")).to_be_in_viewport()


@BOTH
def test_core_layer_shows_the_core_notes_alone(open_page: Opener, with_scripts: bool) -> None:
    page = open_page(PART, java_script_enabled=with_scripts)
    core, others = page.locator(".note-core"), page.locator(".note:not(.note-core)")
    page.get_by_label("text and core notes").check()
    expect(core.first).to_be_visible()
    assert [note.is_visible() for note in others.all()] == [False] * others.count()
    assert page.locator(".note-reference:visible").count() == core.count()


@BOTH
def test_guide_shows_a_line_above_each_paragraph_when_asked(open_page: Opener, with_scripts: bool) -> None:
    page = open_page(PART, java_script_enabled=with_scripts)
    lines = page.locator(".guide-line:visible")
    expect(lines).to_have_count(0)
    page.get_by_label("guide", exact=True).check()
    expect(lines).to_have_count(14)


def test_guide_is_remembered_and_has_an_address(open_page: Opener, address: str) -> None:
    page = open_page(f"{PART}?guide")
    expect(page.locator(".guide-line").first).to_be_visible()
    page.get_by_label("guide", exact=True).uncheck()
    page.get_by_label("guide", exact=True).check()
    page.goto(f"{address}essay/part-3/")
    expect(page.get_by_label("guide", exact=True)).to_be_checked()


@BOTH
def test_all_notes_can_be_narrowed_to_a_kind_and_to_the_core(open_page: Opener, with_scripts: bool) -> None:
    page = open_page("notes/", java_script_enabled=with_scripts)
    notes = page.locator(".listed-note:visible")
    everything = notes.count()
    page.get_by_label("Correction").check()
    kinds = {note.get_attribute("data-kind") for note in notes.all()}
    assert kinds == {"correction"}
    page.locator("input[name=kind]").first.check()
    page.get_by_label("core notes").check()
    assert 0 < notes.count() < everything


def test_handout_shows_the_paragraphs_of_its_address(open_page: Opener) -> None:
    page = open_page("handout/?from=25&to=26")
    assert numbers(page) == ["25", "26", "26-1", "26-2", "26-3"]
    source = page.locator(".handout-source")
    expect(source).to_contain_text("par. 25–26")
    page.get_by_label("to paragraph").fill("27")
    page.get_by_label("to paragraph").press("Tab")
    assert numbers(page)[-1] == "27"
    expect(page).to_have_url(re.compile(r"\?from=25&to=27$"))


def test_handout_crosses_the_border_of_two_parts(open_page: Opener) -> None:
    assert numbers(open_page("handout/?from=16&to=17")) == ["16", "17"]


def test_handout_without_scripts_contains_every_paragraph(open_page: Opener) -> None:
    page = open_page("handout/", java_script_enabled=False)
    assert len([number for number in numbers(page) if "-" not in number]) == 37


def test_the_next_note_opens_where_the_reader_goes(open_page: Opener) -> None:
    page = open_page(f"{PART}#fn:schuman-motive", width=390)
    resize(page, 390)
    page.locator("[id='fn:schuman-motive'] [rel=next]").click()
    expect(page.locator("[id='fn:eastward-dates']")).to_be_visible()


def test_an_old_copy_beside_the_edition_names_the_newer_version(windows: Windows, real_site: Path) -> None:
    """The site is built for one address; here that address answers, and so does an old copy in a folder of it."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        file = real_site / path.removeprefix("/old").lstrip("/")
        file = file / "index.html" if path.endswith("/") else file
        body = file.read_bytes()
        if path.startswith("/old") and file.suffix == ".html":
            body = re.sub(rb'(name="edition-version" content=")[^"]*', rb"\g<1>0.0.9", body)
        route.fulfill(
            body=body,
            content_type={".html": "text/html", ".css": "text/css", ".js": "text/javascript"}.get(
                file.suffix, "application/json"
            ),
        )

    page = windows.open()
    page.route("http://127.0.0.1:8000/**", answer)
    page.goto("http://127.0.0.1:8000/old/essay/part-2/")
    notice = page.locator(".edition-old")
    expect(notice).to_contain_text("This is version 0.0.9 of the edition.")
    expect(notice.get_by_role("link")).to_have_attribute("href", "http://127.0.0.1:8000/essay/part-2/")
    page.goto("http://127.0.0.1:8000/essay/part-2/")
    expect(page.locator("html.js")).to_have_count(1)
    expect(notice).to_have_count(0)
    windows.clean()
