"""What the written pages gain, on the example edition."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
from lxml.html import HtmlElement

from link_checks.markdown_source import MarkdownSource
from reading_edition.model.items import Page
from reading_edition.render import render
from support.cases import Case
from support.editions import read_with_site
from support.sites import GETTYSBURG, Built, build_example

BOOKS = ["people.md", "print.md"]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_example(tmp_path_factory.mktemp("example"))


def page(built: Built, path: str) -> HtmlElement:
    return lxml.html.document_fromstring(built.page(path))


def only(root: HtmlElement, path: str) -> HtmlElement:
    found = root.xpath(path)
    assert len(found) == 1, f"{path} finds {len(found)}"
    return found[0]


def test_a_paragraph_contains_the_words_of_the_essay_alone(example: Built) -> None:
    first = page(example, "essay/first/index.html")
    assert only(first, "//p[@id='p2']").text_content() == (
        "Now we are engaged in a great civil war, testing whether that nation can long endure:"
    )
    assert only(first, "//li[@id='p2-2']").text_content() == "or any nation so conceived."


def test_a_paragraph_number_is_its_permalink_and_has_no_text(example: Built) -> None:
    number = only(page(example, "essay/first/index.html"), "//p[@id='p2']/a[1]")
    assert number.get("href") == "#p2"
    assert number.get("class") == "apparatus passage-number"
    assert number.get("aria-label") == "paragraph 2"
    assert number.text_content() == ""


def test_a_cross_reference_has_its_kind_and_a_tooltip_in_the_page(example: Built) -> None:
    first = page(example, "essay/first/index.html")
    link = only(first, "//p[@id='byline']/a[@class='ref ref-person']")
    tooltip = only(first, f"//*[@id='{link.get('aria-describedby')}']")
    assert "The sixteenth president of the United States." in tooltip.text_content()
    assert only(tooltip, "./p[last()]/a").get("href") == "../../people/#lincoln"


def test_links_inside_a_tooltip_are_plain_and_lead_from_the_page_they_are_shown_in(example: Built) -> None:
    tooltip = only(page(example, "essay/first/index.html"), "//*[@id='tooltip-lincoln']")
    link = only(tooltip, "./p[2]/a")
    assert dict(link.attrib) == {"href": "../../glossary/#united-states"}


def test_a_page_that_links_to_a_target_twice_has_one_tooltip(example: Built) -> None:
    timeline = page(example, "sources/index.html")
    assert len(timeline.xpath("//*[@id='basler-1953']")) == 1
    first = page(example, "essay/first/index.html")
    assert len(first.xpath("//*[@id='tooltip-declaration']")) == 1


def test_a_note_follows_its_paragraph_and_a_list_that_continues_it(example: Built) -> None:
    first = page(example, "essay/first/index.html")
    assert only(first, "//aside[@id='fn:nation']").getprevious().get("id") == "p1"
    assert only(first, "//aside[@id='fn:conceived']").getprevious().tag == "ul"


def test_notes_are_numbered_in_reading_order_through_all_parts(example: Built) -> None:
    numbers = [
        mark.get("data-number")
        for path in ("essay/first/index.html", "essay/second/index.html")
        for mark in page(example, path).xpath("//a[contains(@class, 'note-reference')]")
    ]
    assert numbers == ["1", "2", "3"]


def test_a_note_has_its_kind_its_role_and_a_way_back(example: Built) -> None:
    note = only(page(example, "essay/second/index.html"), "//aside")
    assert {"note", "note-disputed"} <= set(note.get("class").split())
    assert note.get("role") == "note"
    assert note.get("id") == "fn:field"
    mark = only(page(example, "essay/second/index.html"), "//p//a[@href='#fn:field' and not(@data-name)]")
    assert {"apparatus", "note-reference"} <= set(mark.get("class").split())
    assert mark.get("aria-label") == "note 3"
    assert only(note, ".//summary").text_content() == "3 Disputed"
    assert only(note, ".//a[@class='note-back']").get("href") == f"#{mark.get('id')}"


def test_nothing_is_left_of_the_list_of_footnotes(example: Built) -> None:
    assert not page(example, "essay/first/index.html").xpath("//div[@class='footnote']")


def test_an_event_lists_the_passages_that_it_bears_on_with_words_around(example: Built) -> None:
    event = only(page(example, "timeline/index.html"), "//section[h2[@id='civil-war']]")
    mentions = only(event, ".//ul[@class='mentions']")
    assert [item.text_content() for item in mentions] == [
        "Paragraph 2: … we are engaged in a great civil war, testing whether that nation can …",
        "Paragraph 3: … met on a great battle-field of that war.",
    ]
    assert [link.get("href") for link in mentions.iter("a")] == ["../essay/first/#p2", "../essay/second/#p3"]


def test_a_source_lists_what_cites_it_in_order(example: Built) -> None:
    source = only(page(example, "sources/index.html"), "//section[h2[@id='times-1863']]")
    assert [link.text for link in source.xpath(".//ul[@class='mentions']//a")] == [
        "Note 3 to paragraph 3",
        "Civil War (April 12, 1861 – May 1865)",
    ]


def test_a_source_shows_its_citation_kind_and_address(example: Built) -> None:
    source = only(page(example, "sources/index.html"), "//section[h2[@id='times-1863']]")
    assert only(source, ".//p[@class='citation']").text_content() == (
        "The New York Times. 1863. “The Heroes of July.” November 20."
    )
    assert only(source, ".//span[@class='source-kind']").text == "Press"
    assert only(source, ".//a[@class='source-address']").get("href") == "https://example.org/1863"


def test_an_interval_has_a_time_for_each_end_and_keeps_its_edtf(example: Built) -> None:
    event = only(page(example, "timeline/index.html"), "//section[h2[@id='civil-war']]")
    assert [time.get("datetime") for time in event.iter("time")] == ["1861-04-12", "1865-05"]
    assert only(event, ".//p[@class='event-date']").text_content() == "April 12, 1861 – May 1865"
    assert event.xpath("./h2")[0].get("data-date") == "1861-04-12/1865-05"


def test_a_restored_word_is_marked_with_what_was_received(example: Built) -> None:
    word = only(page(example, "essay/first/index.html"), "//p[@id='p1']//span[@class='emendation']")
    assert word.text == "proposition"
    assert word.get("data-received") == "propositi?n"


def test_a_repeated_title_names_the_paragraphs_of_its_part(example: Built) -> None:
    title = only(page(example, "essay/second/index.html"), "//h1")
    assert title.xpath("./span[@class='part-title']")[0].text == "Part 2, paragraph 3"


def test_two_pages_contain_the_whole_edition_though_one_is_a_chapter_of_it() -> None:
    book = "<!-- edition: whole-edition -->\n"
    at_the_end = (GETTYSBURG / "docs/people.md").read_text(encoding="utf-8") + f"\n{book}"
    case = Case("", files={"docs/print.md": f"# All\n\n{book}", "docs/people.md": at_the_end})
    rendered = {page.path: lxml.html.fragment_fromstring(page.content, "div") for page in render(*read_with_site(case))}
    titles = [[each.text_content() for each in rendered[path].iterfind(".//section/h1")] for path in BOOKS]
    assert titles[0] == titles[1]
    assert "People" in titles[0]
    assert [len(rendered[path].find_class("book")) for path in BOOKS] == [1, 1]


@pytest.mark.parametrize("written", ["<!-- edition: whole-edition -->", "<!--edition:whole-edition-->"])
def test_a_page_knows_its_placeholders_however_they_are_spaced(written: str) -> None:
    found = Page("print.md", "docs/print.md", "print/", "All", MarkdownSource(f"# All\n\n{written}\n"))
    assert [found.generates(name) for name in ("whole-edition", "chronology")] == [True, False]


def test_a_restored_word_inside_a_link_is_marked_too(tmp_path: Path) -> None:
    old = "dedicated to the proposition that all men are created equal."
    new = "dedicated to [the proposition that](../timeline.md#declaration) all men are created equal."
    text = (Path(__file__).parents[1] / "cases/gettysburg/docs/essay/first.md").read_text(encoding="utf-8")
    built = build_example(tmp_path, Case("", files={"docs/essay/first.md": text.replace(old, new)}))
    assert built.problems == []
    first = page(built, "essay/first/index.html")
    assert only(first, "//p[@id='p1']/a/span[@class='emendation']").text == "proposition"
    assert only(first, "//p[@id='p1']").text_content().endswith("proposition that all men are created equal.")
