"""Two generators, one edition: MkDocs builds it with the hooks; Zensical builds it, and then it is woven."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal

import lxml.etree
import pytest
import test_policy
from playwright.sync_api import Browser, ConsoleMessage
from test_browser import (  # noqa: F401 (each is tested here once more, on the site that Zensical built)
    ESSAY,
    Opener,
    test_a_link_to_a_note_shows_it_in_a_narrow_window,
    test_a_note_mark_leads_to_its_note_and_back,
    test_no_page_is_wider_than_a_narrow_window,
    test_nothing_of_search_is_fetched_before_it_is_opened,
    test_search_leads_to_the_exact_place,
    test_the_first_tap_opens_a_tooltip_with_a_way_on,
    test_the_keyboard_opens_a_tooltip_and_escape_closes_it_where_it_is,
    test_the_layer_is_remembered_and_has_an_address,
)

from support.another import drop_in
from support.facts import facts_of, pages_of, search_entries
from support.servers import serving_files
from support.sites import PROJECT

EXPECTED = PROJECT / "tests" / "cases" / "generators.txt"


@pytest.fixture(scope="session")
def zensical_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real edition, built by Zensical from a copy of this project and rendered, by the command line."""
    folder = tmp_path_factory.mktemp("zensical")
    for name in ("docs", "overrides"):
        shutil.copytree(PROJECT / name, folder / name)
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    history = PROJECT / ".git"  # of which the dates of the last changes come
    if history.is_dir():
        (folder / ".git").write_text(f"gitdir: {history}\n", encoding="utf-8")
    for cache in ("citations", "history"):
        if (PROJECT / ".cache" / cache).is_dir():
            shutil.copytree(PROJECT / ".cache" / cache, folder / ".cache" / cache)
    _run(folder, "zensical", "build", "-f", "mkdocs.yml", "--strict")
    assert _run(folder, "reading_edition", "zensical", "site") == "site: the edition is rendered\n"
    return folder / "site"


def _run(folder: Path, *command: str) -> str:
    result = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, f"{' '.join(command)}:\n{result.stdout[-4000:]}{result.stderr[-4000:]}"
    return result.stdout


@pytest.fixture(scope="module")
def address(zensical_site: Path) -> Iterator[str]:
    """In the tests of this file the browser reads the site that Zensical built."""
    with serving_files(zensical_site) as address:
        yield address


def differences(mkdocs: Path, zensical: Path) -> list[str]:
    """What one site has and the other has not, or has otherwise, a line each."""
    found = []
    files = [{f.relative_to(site).as_posix() for f in site.rglob("*") if f.is_file()} for site in (mkdocs, zensical)]
    found += [f"MkDocs {path}" for path in sorted(files[0] - files[1])]
    found += [f"Zensical {path}" for path in sorted(files[1] - files[0])]
    pages = [pages_of(mkdocs), pages_of(zensical)]
    in_both = sorted(pages[0].keys() & pages[1].keys())
    as_pages = {pages[0][url].relative_to(mkdocs).as_posix() for url in in_both}
    for path in sorted((files[0] & files[1]) - as_pages):
        if (mkdocs / path).read_bytes() != (zensical / path).read_bytes():
            found.append(f"both {path}")
    for url in in_both:
        one, other = facts_of(pages[0][url]), facts_of(pages[1][url])
        found += [f"MkDocs {url or './'} {name}" for name in one if name not in other]
        found += [f"Zensical {url or './'} {name}" for name in other if name not in one]
        found += [f"both {url or './'} {name}" for name in one if name in other and one[name] != other[name]]
    return found


def expected_differences() -> list[str]:
    """The patterns of the list; each has a reason under it."""
    lines = EXPECTED.read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line.startswith(("MkDocs ", "Zensical ", "both "))]
    for pattern in patterns:
        assert lines[lines.index(pattern) + 1].startswith("    "), f"'{pattern}' has no reason"
    return patterns


def test_both_generators_make_the_same_edition_but_for_what_is_listed(real_site: Path, zensical_site: Path) -> None:
    found, expected = differences(real_site, zensical_site), expected_differences()
    unexpected = [line for line in found if not any(fnmatch(line, pattern) for pattern in expected)]
    assert unexpected == []
    needless = [pattern for pattern in expected if not any(fnmatch(line, pattern) for line in found)]
    assert needless == []


def test_another_text_comes_out_the_same_as_well(tmp_path: Path) -> None:
    """An edition in Persian, with addresses in its own letters."""
    drop_in(tmp_path)
    _run(tmp_path, "mkdocs", "build", "--strict", "--site-dir", "mkdocs")
    _run(tmp_path, "zensical", "build", "-f", "mkdocs.yml", "--strict")
    _run(tmp_path, "reading_edition", "zensical", "site")
    found = differences(tmp_path / "mkdocs", tmp_path / "site")
    assert [line for line in found if not any(fnmatch(line, pattern) for pattern in expected_differences())] == []
    assert search_entries(tmp_path / "site") == search_entries(tmp_path / "mkdocs")


def test_what_is_compared_is_there(real_site: Path) -> None:
    facts = {url: facts_of(file) for url, file in pages_of(real_site).items()}
    assert len(facts) > 15
    assert sum(len(facts[page]["paragraphs"].splitlines()) for page in ESSAY) == 40
    for page in ESSAY:
        for name in ("content", "ids", "tooltips", "notes", "title", "places", "footer", "section"):
            assert facts[page][name], f"{page} {name}"
        assert facts[page]["layers"] == "3"
    assert facts["glossary/"]["mentions"].count("<ul") > 50


def test_both_sitemaps_hold_the_same_addresses(real_site: Path, zensical_site: Path) -> None:
    one, other = (
        lxml.etree.parse(site / "sitemap.xml").xpath("//*[local-name()='loc']/text()")
        for site in (real_site, zensical_site)
    )
    assert one
    assert sorted(one) == sorted(other)


def test_both_search_indexes_hold_the_same_entries(real_site: Path, zensical_site: Path) -> None:
    entries = search_entries(zensical_site)
    assert entries == search_entries(real_site)
    assert {"essay/part-2/#p5", "essay/part-3/#p26-1", "sources/#founding-act-1997"} <= {each[0] for each in entries}


def test_every_page_that_zensical_builds_follows_the_policy(zensical_site: Path) -> None:
    test_policy.test_every_page_opens_its_head_with_the_same_policy(zensical_site)
    test_policy.test_no_page_contains_a_script_or_a_style(zensical_site)


@pytest.mark.browser
def test_no_page_says_anything_in_the_console_or_breaks_the_policy(open_page: Opener, zensical_site: Path) -> None:
    page = open_page("")
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        said.append(f"{page.url}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    start = page.url
    for url in pages_of(zensical_site):
        page.goto(start + url)
    assert said == []
    assert page.evaluate("document.documentElement.className") == "js"


@pytest.mark.browser
def test_notes_stand_in_the_margin_level_with_their_lines(open_page: Opener) -> None:
    page = open_page("essay/part-2/", width=1440)
    beside = page.evaluate("""() => {
      const text = document.querySelector("#p5").getBoundingClientRect();
      const notes = [...document.querySelectorAll("aside.note")];
      return notes.map((note) => note.getBoundingClientRect().left > text.right - 1);
    }""")
    assert beside
    assert all(beside)


# Every element of a page that is seen: where it stands, and in which colors and letters.
LOOK = """() => {
  const parts = ["header", ".edition-where", "article", "footer"];
  const seen = [...document.querySelectorAll(parts.map((part) => `${part} *`).join(","))];
  return seen.filter((each) => each.id !== "__skip" && each.checkVisibility()).map((each) => {
    const { left, top, width, height } = each.getBoundingClientRect();
    const { color, backgroundColor, borderColor, fontFamily, fontSize } = getComputedStyle(each);
    const place = [left, top, width, height].map(Math.round);
    return [each.localName, ...place, color, backgroundColor, borderColor, fontFamily, fontSize].join(" ");
  });
}"""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1440])
def test_pages_look_the_same_whichever_generator_built_them(
    browser: Browser, real_site: Path, zensical_site: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    looks: list[dict[str, list[str]]] = []
    for site in (real_site, zensical_site):
        with serving_files(site) as start:
            looks.append({})
            for path in ("essay/part-2/", "timeline/", "404.html"):
                page.goto(start + path)
                looks[-1][path] = page.evaluate(LOOK)
    page.close()
    for path, look in looks[0].items():
        assert len(look) > 20, path
        assert look == looks[1][path], path
