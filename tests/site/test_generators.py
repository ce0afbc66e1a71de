"""MkDocs with the hooks, and Zensical with the edition rendered afterwards, make the same site."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import lxml.etree
import pytest
import test_policy
from playwright.sync_api import Page
from test_reading import test_layer_is_remembered_and_has_an_address  # noqa: F401 (tested here again)
from test_search import (  # noqa: F401 (on the site that Zensical built, with its own index)
    test_nothing_of_search_is_fetched_before_it_is_opened,
    test_search_leads_to_the_exact_location,
)
from test_tooltips import (  # noqa: F401
    test_first_tap_opens_a_tooltip_with_a_link_to_the_entry,
    test_keyboard_opens_a_tooltip_and_escape_closes_it,
)

from support import another, zensical
from support.browsing import Opener, reports_of, resize
from support.facts import facts_of, pages_of, search_entries
from support.servers import serving_files
from support.sites import PROJECT
from support.windows import Scheme, Windows

ESSAY = ["essay/part-1/", "essay/part-2/", "essay/part-3/"]
SCHEMES: list[Scheme] = ["light", "dark"]
EXPECTED = PROJECT / "tests" / "cases" / "generators.txt"


@pytest.fixture(scope="module")
def address(zensical_site: Path) -> Iterator[str]:
    """The address of the site that Zensical built, for the tests of this file."""
    with serving_files(zensical_site) as address:
        yield address


def differences(mkdocs: Path, zensical: Path) -> list[str]:
    """The differences between two sites, a line each."""
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
    """The patterns of the listed differences; each has a reason under it."""
    lines = EXPECTED.read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line.startswith(("MkDocs ", "Zensical ", "both "))]
    for pattern in patterns:
        assert lines[lines.index(pattern) + 1].startswith("    "), f"'{pattern}' has no reason"
    return patterns


def test_both_generators_make_the_same_edition_except_for_the_listed_differences(
    real_site: Path, zensical_site: Path
) -> None:
    found, expected = differences(real_site, zensical_site), expected_differences()
    unexpected = [line for line in found if not any(fnmatch(line, pattern) for pattern in expected)]
    assert unexpected == []
    needless = [pattern for pattern in expected if not any(fnmatch(line, pattern) for line in found)]
    assert needless == []


@pytest.mark.build
def test_both_generators_make_the_same_of_another_text(saadi: Path, tmp_path: Path) -> None:
    """An edition in Persian, with addresses in its own letters."""
    another.drop_in(tmp_path)
    zensical.build_site(tmp_path)
    found, expected = differences(saadi, tmp_path / "site"), expected_differences()
    assert [line for line in found if not any(fnmatch(line, pattern) for pattern in expected)] == []
    assert search_entries(tmp_path / "site") == search_entries(saadi)


def test_facts_that_are_compared_are_found(real_site: Path) -> None:
    facts = {url: facts_of(file) for url, file in pages_of(real_site).items()}
    assert len(facts) > 15
    assert sum(len(facts[page]["paragraphs"].splitlines()) for page in ESSAY) == 40
    for page in ESSAY:
        for name in ("content", "ids", "tooltips", "notes", "title", "places", "footer", "section"):
            assert facts[page][name], f"{page} {name}"
        assert facts[page]["layers"] == "4"
    assert facts["glossary/"]["mentions"].count("<ul") > 50


def test_both_sitemaps_contain_the_same_addresses(real_site: Path, zensical_site: Path) -> None:
    one, other = (
        lxml.etree.parse(site / "sitemap.xml").xpath("//*[local-name()='loc']/text()")
        for site in (real_site, zensical_site)
    )
    assert one
    assert sorted(one) == sorted(other)


def test_both_search_indexes_contain_the_same_entries(real_site: Path, zensical_site: Path) -> None:
    entries = search_entries(zensical_site)
    assert entries == search_entries(real_site)
    assert {"essay/part-2/#p5", "essay/part-3/#p26-1", "sources/#founding-act-1997"} <= {each[0] for each in entries}


def test_the_policy_holds_on_what_zensical_built(zensical_site: Path) -> None:
    test_policy.test_every_page_opens_its_head_with_the_same_policy(zensical_site)
    test_policy.test_no_page_contains_a_script_or_a_style(zensical_site)


def test_no_page_reports_anything_in_the_console(open_page: Opener, zensical_site: Path) -> None:
    page = open_page("404.html")
    start = page.url.removesuffix("404.html")
    with reports_of(page) as reported:
        for url in pages_of(zensical_site):
            page.goto(start + url)
    assert reported == []
    assert page.evaluate("document.documentElement.className") == "js"


# Every element of a page that is seen: where it is, and in which colors and letters.
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


@pytest.mark.parametrize("path", ["essay/part-2/", "timeline/", "404.html"])
def test_pages_look_the_same_whichever_generator_built_them(
    windows: Windows, real_site: Path, zensical_site: Path, path: str
) -> None:
    page = windows.open()
    looks = [list(looks_of(page, site, path)) for site in (real_site, zensical_site)]
    windows.clean()
    assert len(looks[0][0]) > 20
    assert looks[0] == looks[1]


def looks_of(page: Page, site: Path, path: str) -> Iterator[list[str]]:
    """What a page looks like in a narrow and a wide window, light and dark."""
    with serving_files(site) as address:
        page.goto(address + path)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no color is caught half way
            for width in (375, 1440):
                resize(page, width)
                yield page.evaluate(LOOK)
