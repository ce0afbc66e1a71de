"""Large editions: they become the same sites, without all of their pages in memory at once."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from lxml.html import HtmlElement

import link_checks.mkdocs_build
import link_checks.page
import reading_edition.render
from reading_edition.export import search_parts
from reading_edition.export.search import SEARCH_INDEX
from reading_edition.export.search_parts import whole_index
from support.sites import Built, build_example

TREES = 2  # of pages that are in memory at once; the example edition has eight


class Trees:
    """The trees of pages that were parsed; ``most`` is how many of them there were at once."""

    def __init__(self) -> None:
        self._known: list[weakref.ref[HtmlElement]] = []
        self.most = self.parsed = 0

    @property
    def alive(self) -> int:
        return sum(each() is not None for each in self._known)

    def parse(self, markup: str) -> HtmlElement:
        root: HtmlElement = lxml.html.fragment_fromstring(markup, create_parent="div", parser=link_checks.page.DEEP)
        self._known.append(weakref.ref(root))
        self.parsed += 1
        self.most = max(self.most, self.alive)
        return root


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Trees:
    """Lets every site be a large one, of which each page is rendered by itself."""
    trees = Trees()
    monkeypatch.setattr(link_checks.mkdocs_build, "LARGE", 0)
    monkeypatch.setattr(reading_edition.render, "_GROUP", 0)
    monkeypatch.setattr(search_parts, "LARGE", 0)
    monkeypatch.setattr(link_checks.page, "parse_content", trees.parse)
    return trees


def site_of(built: Built) -> Iterator[tuple[str, bytes]]:
    assert built.problems == []
    site = built.folder / "site"
    files = (file for file in sorted(site.rglob("*")) if file.is_file() and not file.name.startswith("sitemap"))
    return ((file.relative_to(site).as_posix(), file.read_bytes()) for file in files)


def test_a_large_edition_becomes_the_same_site_and_lets_its_trees_go(tmp_path: Path, large: Trees) -> None:
    files = dict(site_of(build_example(tmp_path / "large")))
    assert large.most <= TREES
    gc.collect()
    assert large.alive == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(link_checks.mkdocs_build, "LARGE", 10**9)
        patch.setattr(search_parts, "LARGE", 10**9)
        small = dict(site_of(build_example(tmp_path / "small")))
    assert large.most > TREES
    of_search = {path for path in files if path.startswith("search/")}
    assert {path: files[path] for path in files.keys() - of_search} == {
        path: small[path] for path in small.keys() - {SEARCH_INDEX}
    }


def test_a_large_search_index_is_in_parts_that_make_the_whole(tmp_path: Path, large: Trees) -> None:
    built = build_example(tmp_path)
    first = json.loads(built.page(SEARCH_INDEX))
    assert "docs" not in first
    assert first["parts"] == len(list((tmp_path / "site/search").glob("part-*.json")))
    whole = whole_index(first, built.page)
    words = {
        word.strip(".,;:") for entry in whole["docs"] if entry["kind"] == "passage" for word in entry["text"].split()
    }
    assert words - {"", "—"} <= set(first["own"])
    assert len(words) > 50
