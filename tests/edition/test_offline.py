"""The copy that works from a file on disk: ``make offline``."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml.html import document_fromstring
from playwright.sync_api import Browser, Page, expect

from reading_edition.cli.main import main
from reading_edition.cli.offline import offline_address, offline_index, offline_page
from reading_edition.export.search import SEARCH_INDEX

FILES = frozenset({"index.html", "glossary/index.html", "essay/part-1/index.html", "essay/é/index.html", "a.txt"})


@pytest.fixture(scope="module")
def copy(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline")
    site = folder / "offline"
    shutil.copytree(real_site, site)
    assert main(["offline", str(site), "--zip", str(folder / "offline.zip")]) == 0
    return site


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("../../glossary/#nato", "../../glossary/index.html#nato"),
        ("../../glossary#nato", "../../glossary/index.html#nato"),
        ("../../", "../../index.html"),
        ("../..", "../../index.html"),
        ("./?layer=text#p1", "./index.html?layer=text#p1"),
        (".", "./index.html"),
        ("../%C3%A9/", "../%C3%A9/index.html"),
        ("../../glossary/index.html", "../../glossary/index.html"),
        ("../../a.txt", "../../a.txt"),
        ("../missing/", "../missing/"),
        ("#p1", "#p1"),
        ("", ""),
        ("/glossary/", "/glossary/"),
        ("https://example.org/", "https://example.org/"),
        ("//example.org/", "//example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("http://[broken/", "http://[broken/"),
    ],
)
def test_only_a_link_to_a_folder_with_a_page_is_changed(written: str, wanted: str) -> None:
    assert offline_address(written, "essay/part-1/index.html", FILES) == wanted


def test_a_page_keeps_everything_but_its_links() -> None:
    page = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="refresh" content="0; url=../../glossary/">'
        '<meta http-equiv="refresh" content="5">'
        '<link rel="canonical" href="https://example.org/essay/part-1/">'
        '<link rel="next" href="../../glossary/">'
        '<script>if (1 < 2 && "</a>") { go("../../glossary/"); }</script></head>'
        '<body><p>Détente &amp; more <a href="../../glossary/#nato">NATO</a></p></body></html>'
    )
    wanted = page.replace('href="../../glossary/', 'href="../../glossary/index.html')
    wanted = wanted.replace("url=../../glossary/", "url=../../glossary/index.html")
    assert offline_page(page, "essay/part-1/index.html", FILES) == wanted


def test_the_index_leads_to_the_pages_of_the_copy(tmp_path: Path) -> None:
    index = '{"kinds": {}, "docs": [{"location": ""}, {"location": "glossary/#nato"}, {"location": "#top"}]}'
    (tmp_path / "search").mkdir()
    (tmp_path / SEARCH_INDEX).write_text(index, encoding="utf-8")
    assert offline_index(tmp_path, FILES) == (
        'window.editionSearchIndex = {"kinds":{},"docs":[{"location":"./index.html"},'
        '{"location":"glossary/index.html#nato"},{"location":"./index.html#top"}]};\n'
    )


def test_every_link_of_the_copy_leads_to_a_file(copy: Path) -> None:
    counted = 0
    for file in copy.rglob("*.html"):
        root = document_fromstring(file.read_text(encoding="utf-8"))
        for link in root.xpath("//a[@href] | //link[@href]"):
            parts = urlsplit(link.get("href"))
            if parts.scheme or not parts.path:
                continue
            target = (file.parent / unquote(parts.path)).resolve()
            assert target.is_file(), f"{file.relative_to(copy)}: {link.get('href')}"
            counted += 1
    assert counted > 1000


def test_the_copy_has_the_same_citations_and_exports_as_the_site(copy: Path, real_site: Path) -> None:
    page = document_fromstring((copy / "essay/part-2/index.html").read_text(encoding="utf-8"))
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith("/essay/part-2/")
    for file in (real_site / "data").iterdir():
        assert (copy / "data" / file.name).read_bytes() == file.read_bytes()
    assert not (copy / "404.html").exists()


def test_the_zip_contains_the_copy(copy: Path) -> None:
    with zipfile.ZipFile(copy.parent / "offline.zip") as packed:
        assert {"offline/index.html", "offline/search/search_index.js"} <= set(packed.namelist())


def test_making_the_copy_again_changes_nothing(copy: Path) -> None:
    before = {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()}
    assert main(["offline", str(copy)]) == 0
    assert {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()} == before


def test_a_folder_without_a_site_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["offline", str(tmp_path)]) == 1
    assert "has no built site (run 'mkdocs build " in capsys.readouterr().err


@pytest.fixture
def page(browser: Browser) -> Page:
    """A page; whatever it cannot load, or is not allowed to, fails the test."""
    context = browser.new_context()
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("requestfailed", lambda request: wrong.append(request.url))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    opened.on("request", lambda asked: wrong.append(asked.url) if asked.url.startswith("http") else None)
    yield opened  # type: ignore[misc]
    context.close()
    assert wrong == []


@pytest.mark.browser
def test_a_reader_walks_through_the_copy_on_disk(page: Page, copy: Path) -> None:
    page.goto((copy / "index.html").as_uri())
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Essay").click()
    expect(page.locator("#p1")).to_be_visible()
    page.get_by_role("navigation", name="Reading order").locator("a[rel=next]").click()
    expect(page.locator("#p5")).to_be_visible()
    link = page.locator("#p5 a.ref-term").first
    link.hover()
    name = link.get_attribute("aria-describedby") or ""
    expect(page.locator(f"#{name}")).to_be_visible()
    target = (link.get_attribute("href") or "").partition("#")[2]
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/glossary/index.html#{target}")
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()


@pytest.mark.browser
def test_search_finds_the_exact_location_in_the_copy_on_disk(page: Page, copy: Path) -> None:
    page.goto((copy / "essay/part-1/index.html").as_uri())
    page.get_by_role("button", name="Search").click()
    page.locator("dialog.edition-search input").fill("Tagliavini")
    result = page.locator("dialog.edition-search li a").first
    expect(result).to_be_visible()
    place = (result.get_attribute("href") or "").partition("#")[2]
    result.click()
    page.wait_for_url(f"**/index.html#{place}")
    expect(page.locator(f"[id='{place}']")).to_be_in_viewport()


@pytest.mark.browser
def test_search_without_the_index_as_a_script_says_what_it_needs(browser: Browser, real_site: Path) -> None:
    page = browser.new_page()
    page.goto((real_site / "essay/part-1/index.html").as_uri())
    page.get_by_role("button", name="Search").click()
    page.locator("dialog.edition-search input").fill("Tagliavini")
    expect(page.locator("dialog.edition-search [role=status]")).to_contain_text("needs an offline copy")
    page.close()
