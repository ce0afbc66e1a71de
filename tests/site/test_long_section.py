"""In a long section of the navigation each page names the ends and its neighbors, not all pages."""

from __future__ import annotations

import lxml.html
import pytest

from benchmarks.text import Text
from support.sites import Built, build_folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("long")
    Text(14).write(folder)
    return build_folder(folder)


def _section(built: Built, part: int) -> list[str]:
    page = lxml.html.document_fromstring(built.page(f"essay/part-{part:04}/index.html"))
    return [item.text_content().strip() for item in page.findall(".//nav[@class='edition-section']/ul/li")]


def test_page_within_a_long_section_names_its_neighbors_and_the_ends(built: Built) -> None:
    assert _section(built, 7) == ["Part 1", "…", "Part 6", "Part 7", "Part 8", "…", "Part 14"]


def test_pages_at_the_ends_of_a_long_section_name_each_page_once(built: Built) -> None:
    assert _section(built, 1) == ["Part 1", "Part 2", "…", "Part 14"]
    assert _section(built, 2) == ["Part 1", "Part 2", "Part 3", "…", "Part 14"]
    assert _section(built, 13) == ["Part 1", "…", "Part 12", "Part 13", "Part 14"]
    assert _section(built, 14) == ["Part 1", "…", "Part 13", "Part 14"]


def test_page_names_itself_in_a_long_section(built: Built) -> None:
    page = lxml.html.document_fromstring(built.page("essay/part-0007/index.html"))
    current = page.findall(".//nav[@class='edition-section']//a[@aria-current='page']")
    assert [link.text_content() for link in current] == ["Part 7"]


def test_every_part_of_a_long_text_has_its_layers(built: Built) -> None:
    for part in range(1, 15):
        assert 'class="edition-layers"' in built.page(f"essay/part-{part:04}/index.html")
    assert 'class="edition-layers"' not in built.page("glossary/001/index.html")
