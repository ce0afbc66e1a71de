"""The whole site works under its Content Security Policy, over http and from disk.

That no page violates it by being opened is tested in test_accessibility.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, Locator, Page

from support.browsing import LISTEN, NOTE_REFERENCE, TOOLTIP, reports_of
from support.windows import Windows

# A page of each kind.
KINDS = ["", "essay/part-2/", "timeline/2008-2010/", "timeline/", "glossary/", "print/"]
Visit = Callable[[str], tuple[Page, list[str]]]


@pytest.fixture
def visit(windows: Windows) -> Iterator[Visit]:
    """Opens an address; returns the page and what it reports in the console."""

    listening = ExitStack()

    def visited(url: str) -> tuple[Page, list[str]]:
        page = windows.open(
            width=1300, script=LISTEN, own=url.startswith("file:")
        )  # what a file stored cannot be cleared
        reported = listening.enter_context(reports_of(page))
        page.goto(url)
        return page, reported

    yield visited
    listening.close()
    windows.clean()


def show_tooltip(page: Page, link: Locator) -> None:
    """Points at a link until its tooltip is shown: what is laid out late may move the link from under the pointer."""
    for _ in range(5):
        link.hover()
        with suppress(Error):
            page.locator(TOOLTIP).wait_for(timeout=6_000)
            return
        page.mouse.move(0, 0)
    page.locator(TOOLTIP).wait_for()


def use_all(page: Page) -> None:
    """Uses colors, layers, a note, a citation, a tooltip, a theme and the search of a page."""
    page.click(".edition-color")
    for radio in page.locator(".edition-layers input, .edition-themes input").all():
        radio.check()
    for reference in page.locator(NOTE_REFERENCE).all()[:2]:
        reference.click()
    for folded in page.locator("article details:not([open]) > summary").all()[:2]:
        if folded.is_visible():
            folded.click()
    for number in page.locator("article a.passage-number").all()[:1]:
        number.click()
    for link in page.locator("article a.ref:visible").all()[:1]:
        show_tooltip(page, link)
    page.click(".edition-search-open")
    page.locator("dialog.edition-search input").fill("Helsinki")
    page.locator("dialog.edition-search [role='status']:not(:empty)").wait_for()


def assert_works(page: Page, reported: list[str]) -> None:
    use_all(page)
    assert page.evaluate("document.documentElement.dataset.color") == "light", "the scripts ran"
    assert page.evaluate("violations") == []
    assert [text for text in reported if "Content Security Policy" in text or "CSP" in text] == []


@pytest.mark.parametrize("path", KINDS)
def test_everything_works_under_the_policy(address: str, visit: Visit, path: str) -> None:
    page, reported = visit(address + path)
    assert_works(page, reported)
    assert page.locator("dialog.edition-search ol a").count() > 0


@pytest.mark.parametrize("path", KINDS[:3])
def test_everything_works_under_the_policy_from_disk(real_site: Path, visit: Visit, path: str) -> None:
    assert_works(*visit((real_site / path / "index.html").as_uri()))


def test_a_theme_hides_the_events_of_other_themes(address: str, visit: Visit) -> None:
    page, _ = visit(f"{address}timeline/2008-2010/")
    page.check("#theme-nato")
    shown = page.locator(".entry-event:visible")
    assert all("nato" in (event.get_attribute("data-theme") or "").split() for event in shown.all())
    assert 0 < shown.count() < page.locator(".entry-event").count()
    page.check("#theme-all")
    assert shown.count() == page.locator(".entry-event").count()
