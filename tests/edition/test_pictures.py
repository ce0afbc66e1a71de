"""Pictures and tables beside the essay's paragraphs, and marks in links: no format loses or nests them."""

from __future__ import annotations

from pathlib import Path

import lxml.html
from lxml import etree

from reading_edition.export.epub import epub
from reading_edition.export.tei import tei
from support.cases import Case
from support.exports import NAMES, Book, example_edition
from support.sites import build_example

TABLE = "<table><caption>States</caption><tr><td>a</td><td>b</td></tr></table>"
BESIDE = [(["{ #byline }"], ["{ #byline }", "", "![a map](../map.png)", "", TABLE])]
CASE = Case("", changes={"docs/essay/first.md": BESIDE}, files={"published": "map.png\n"})
IN_A_LINK = [
    (
        ["A republic of North America, founded in [1776](timeline.md#declaration)."],
        ["A republic, founded in [1776[^year]](timeline.md#declaration).", "", "[^year]: **Text.** A year."],
    )
]


def test_tei_keeps_pictures_and_tables_beside_the_text() -> None:
    edition = etree.fromstring("".join(tei(example_edition(CASE))).encode())
    (figure,) = edition.xpath("//t:div[@type='part']//t:figure", namespaces=NAMES)
    assert figure.findtext("{*}figDesc") == "a map"
    (table,) = edition.xpath("//t:div[@type='part']//t:table", namespaces=NAMES)
    assert [each.text for each in table.iter("{*}head", "{*}cell")] == ["States", "a", "b"]


def test_the_book_keeps_pictures_and_tables_beside_the_text() -> None:
    document = Book(epub(example_edition(CASE), lambda _: b"picture")).documents["part-1.xhtml"]
    (image,) = document.iter("{*}img")
    assert image.get("alt") == "a map"
    assert [each.text for each in document.iter("{*}caption", "{*}td")] == ["States", "a", "b"]


def test_a_reference_inside_a_link_comes_after_it(tmp_path: Path) -> None:
    built = build_example(tmp_path, Case("", changes={"docs/glossary.md": IN_A_LINK}))
    assert built.problems == []
    html = built.page("glossary/index.html")
    page = lxml.html.document_fromstring(html)
    (mark,) = page.xpath("//a[@href='#fn:year'][contains(@class, 'note-reference')]")
    assert mark.getprevious().text_content() == "1776"
    assert mark.tail.startswith(".")
