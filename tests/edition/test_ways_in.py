"""The ways into a text: guide, headnotes, core notes, all notes, figures, a specimen, and a handout."""

from __future__ import annotations

import zipfile
from pathlib import Path

import lxml.html
import pytest
from lxml import etree
from lxml.html import HtmlElement

from reading_edition.render.generated import check_generated
from support.cases import Case
from support.editions import read_with_site
from support.sites import Built, build_example, change, lay_out_example, rebuild

GUIDE = """# Guide

What Lincoln says.

## [Beginning]

How it [begins](timeline.md#declaration).

- [Paragraph 1](essay/first.md#p1): Lincoln recalls *1776*.
    { #p1 }
- [Paragraph 2](essay/first.md#p2) Lincoln says that there is a [war](timeline.md#civil-war).
    { #p2 }

## [Field]

- [Paragraph 3](essay/second.md#p3): Lincoln speaks of the field.
    { #p3 }
"""
FRONT = """# Gettysburg Address

[Begin](essay/first.md), [field](essay/second.md), about <!-- edition: figure minutes --> minute.
<!-- edition: figure notes --> notes, <!-- edition: figure core --> core, <!-- edition: figure event --> events.
See [the guide](guide.md) and [more](more.md).

<!-- edition: specimen field -->

<!-- edition: note-kinds -->
"""
MORE = """# More

<!-- edition: notes -->

## For class

<!-- edition: text-with-notes -->
"""
FILES = {"docs/guide.md": GUIDE, "docs/more.md": MORE, "docs/index.md": FRONT}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("ways-in")
    lay_out_example(folder)
    change(folder, Case("", files=FILES))
    _replace(folder / "docs/essay/first.md", "**Context.** The", '**Context.**{ .core data-theme="war" } The')
    config = "    received: essay/received.txt\n"
    _replace(folder / "mkdocs.yml", config, f"{config}    guide: guide.md\n    introduction: [guide.md]\n")
    _replace(folder / "mkdocs.yml", "  - index.md\n", "  - index.md\n  - guide.md\n  - more.md\n")
    _replace(folder / "mkdocs.yml", "context: {label: Context}", "context: {label: Context, description: to follow it}")
    site = rebuild(folder)
    assert site.problems == []
    return site


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def page(built: Built, path: str) -> HtmlElement:
    return lxml.html.document_fromstring(built.page(path))


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_each_paragraph_has_its_sentence_of_the_guide_before_it(built: Built) -> None:
    first = page(built, "essay/first/index.html")
    lines = first.find_class("guide-line")
    assert [words(line) for line in lines] == ["Lincoln recalls 1776.", "Lincoln says that there is a war."]
    assert [line.getnext().xpath("descendant-or-self::p/@id")[0] for line in lines] == ["p1", "p2"]
    assert lines[1].xpath("a/@href") == ["../../timeline/#civil-war"]


def test_each_part_has_its_title_headnote_and_number_of_notes_before_its_first_paragraph(built: Built) -> None:
    (headnote,) = page(built, "essay/first/index.html").find_class("headnote")
    assert words(headnote) == "[Beginning] How it begins. Notes on this page: 2 (core notes: 1)"
    assert headnote.getnext().get("class") == "guide-line"
    assert headnote.getprevious().get("id") == "byline"
    (second,) = page(built, "essay/second/index.html").find_class("headnote")
    assert words(second) == "[Field] Notes on this page: 1"


def test_paragraphs_stay_the_words_of_the_essay_alone(built: Built) -> None:
    paragraph = page(built, "essay/second/index.html").get_element_by_id("p3")
    assert paragraph.text_content() == "We are met on a great battle-field of that war."


def test_a_core_note_and_its_reference_are_marked(built: Built) -> None:
    first = page(built, "essay/first/index.html")
    assert [note.get("id") for note in first.find_class("note-core")] == ["fn:nation"]
    assert [reference.get("href") for reference in first.find_class("reference-core")] == ["#fn:nation"]
    assert first.get_element_by_id("fn:nation").get("data-theme") == "war"


def test_each_note_leads_to_the_notes_before_and_after_it(built: Built) -> None:
    steps = {
        note.get("id"): {link.get("rel"): link.get("href") for link in note.xpath(".//*[@class='note-steps']/a[@rel]")}
        for path in ("first", "second")
        for note in page(built, f"essay/{path}/index.html").iter("aside")
    }
    assert steps == {
        "fn:nation": {"next": "#fn:conceived"},
        "fn:conceived": {"prev": "#fn:nation", "next": "../second/#fn:field"},
        "fn:field": {"prev": "../first/#fn:conceived"},
    }


def test_all_notes_are_on_one_page_in_reading_order(built: Built) -> None:
    notes = page(built, "more/index.html").find_class("listed-note")
    shown = [(note.get("data-kind"), note.get("data-theme"), "listed-core" in note.classes) for note in notes]
    assert shown == [("context", "war", True), ("text", "", False), ("disputed", "", False)]
    links = [note.find_class("listed-kind")[0].get("href") for note in notes]
    assert links == ["../essay/first/#fn:nation", "../essay/first/#fn:conceived", "../essay/second/#fn:field"]


def test_figures_are_counted_by_the_build(built: Built) -> None:
    figures = page(built, "index.html").find_class("figure")
    assert [words(figure) for figure in figures] == ["1", "3", "1", "2"]


def test_a_specimen_shows_a_sentence_with_its_note_open(built: Built) -> None:
    (specimen,) = page(built, "index.html").find_class("specimen")
    assert words(specimen.find_class("specimen-sentence")[0]) == "We are met on a great battle-field3"
    (note,) = specimen.find_class("specimen-note")
    assert words(note[0]) == "3 Disputed"
    assert words(note[1]).startswith("Who won is seen in two ways.")
    assert note.get("data-kind") == "disputed"


def test_the_kinds_of_notes_are_listed_with_their_numbers_and_purpose(built: Built) -> None:
    (kinds,) = page(built, "index.html").find_class("note-kinds")
    assert [words(kind) for kind in kinds] == ["Context (1): to follow it", "Disputed (1)", "Text (1)"]


def test_a_handout_contains_the_text_with_its_notes_and_no_steps_between_notes(built: Built) -> None:
    (handout,) = page(built, "more/index.html").find_class("book")
    assert handout.xpath(".//p[@id]/@id") == ["byline", "p1", "p2", "p3"]
    assert handout.xpath(".//aside/@id") == ["fn:nation", "fn:conceived", "fn:field"]
    assert handout.find_class("note-steps") == []


def test_the_editors_pages_are_in_plain_text_after_the_essay(built: Built) -> None:
    text = built.page("data/edition.txt")
    assert text.index("We are met") < text.index("\nGUIDE\n")
    assert "\n[Beginning]\nHow it begins.\nParagraph 1: Lincoln recalls 1776. Paragraph 2 Lincoln says" in text
    assert text.index("\nGUIDE\n") < text.index("\nNOTES\n")


def test_the_editors_pages_are_chapters_of_the_book_before_the_text(built: Built) -> None:
    with zipfile.ZipFile(built.folder / "site/data/edition.epub") as book:
        names = book.namelist()
        chapter = etree.fromstring(book.read("EPUB/introduction-1.xhtml"))
    assert names.index("EPUB/introduction-1.xhtml") < names.index("EPUB/part-1.xhtml")
    xhtml = {"x": "http://www.w3.org/1999/xhtml"}
    assert chapter.xpath("//x:h2/text()", namespaces=xhtml) == ["[Beginning]", "[Field]"]
    assert chapter.xpath("//x:li/x:a/@href", namespaces=xhtml)[:1] == ["part-1.xhtml#p1"]


def test_the_editors_pages_are_divisions_of_the_front_of_the_tei_document(built: Built) -> None:
    tei = {"t": "http://www.tei-c.org/ns/1.0"}
    document = etree.parse(built.folder / "site/data/edition.tei.xml")
    heads = document.xpath("//t:front/t:div[@type='introduction']//t:head/text()", namespaces=tei)
    assert heads == ["Guide", "[Beginning]", "[Field]"]
    (note,) = document.xpath("//t:note[@xml:id='note.nation']", namespaces=tei)
    assert note.get("ana") == "#kind.context #theme.war"


def test_an_unknown_name_in_a_placeholder_is_reported_with_what_was_meant(tmp_path: Path) -> None:
    index = FRONT.replace("specimen field", "specimen feild").replace("figure core", "figur core")
    case = Case("", files={"docs/index.md": index.replace(" See [the guide](guide.md) and [more](more.md).", "")})
    problems = [line for line in build_example(tmp_path, case).problems if "unknown-mark" in line]
    assert len(problems) == 2
    assert problems[0].startswith(
        "docs/index.md:4:44: unknown placeholder: nothing is generated for 'edition: figur core' "
        "(did you mean 'figure core'? write one of "
    )
    assert problems[1] == (
        "docs/index.md:7:6: unknown placeholder: nothing is generated for 'edition: specimen feild' "
        "(did you mean 'specimen field'? after 'specimen' comes one of nation, conceived, field) [unknown-mark]"
    )


def test_a_placeholder_that_generates_ids_is_reported_where_a_page_has_it_again() -> None:
    twice = "# Lists\n\n<!-- edition: claims -->\n\n<!-- edition: chronology -->\n\n<!-- edition: figure notes -->\n"
    again = "\n<!-- edition: chronology 1861 -->\n\n<!-- edition: claims -->\n\n<!-- edition: figure notes -->\n"
    problems = list(map(str, check_generated(*read_with_site(Case("", files={"docs/lists.md": twice + again})))))
    assert problems == [
        "docs/lists.md:9:6: this page already contains 'edition: chronology', and its ids must be unique "
        "(remove one) [repeated-mark]",
        "docs/lists.md:11:6: this page already contains 'edition: claims', and its ids must be unique "
        "(remove one) [repeated-mark]",
    ]
