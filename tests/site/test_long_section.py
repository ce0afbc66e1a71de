"""In a long section of the navigation each page names the ends and its neighbors, not all pages."""

from __future__ import annotations

import lxml.html
import pytest
import yaml

from benchmarks.text import Text
from support.sites import Built, build_folder, share_citations


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("long")
    Text(14).write(folder)
    share_citations(folder)
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


@pytest.fixture(scope="module")
def three_levels(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A text in two books of two parts each, and notes in English on a text in Persian."""
    folder = tmp_path_factory.mktemp("books")
    Text(4).write(folder)
    share_citations(folder)
    file = folder / "mkdocs.yml"
    config = yaml.safe_load(file.read_text(encoding="utf-8"))
    essay = next(item for item in config["nav"] if "Essay" in item)
    essay["Essay"] = [{"Book 1": essay["Essay"][:2]}, {"Book 2": essay["Essay"][2:]}]
    config["extra"]["edition"]["about"]["essay"] = {"language": "fa"}
    file.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    return build_folder(folder)


def _links(root: lxml.html.HtmlElement, path: str) -> dict[str, str]:
    return {link.text_content().strip(): link.get("href") for link in root.xpath(path)}


def test_sections_of_three_levels_lead_to_their_first_pages(three_levels: Built) -> None:
    root = lxml.html.document_fromstring(three_levels.page("essay/part-0003/index.html"))
    assert _links(root, "//nav[@class='edition-places']//a")["Essay"] == "../part-0001/"
    first, second = root.xpath("//nav[@class='edition-section']/ul")
    assert _links(first, ".//a") == {"Book 1": "../part-0001/", "Book 2": "./"}
    assert list(_links(second, ".//a").values()) == ["./", "../part-0004/"]


def test_a_text_in_another_language_than_its_notes_has_its_language_and_direction(three_levels: Built) -> None:
    root = lxml.html.document_fromstring(three_levels.page("essay/part-0003/index.html"))
    paragraphs = root.xpath("//p[@id and .//a[contains(@class, 'passage-number')]]")
    assert paragraphs
    assert {(each.get("lang"), each.get("dir")) for each in paragraphs} == {("fa", "rtl")}
    assert not root.xpath("//aside[@lang]")
