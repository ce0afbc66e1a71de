"""A treatise with all shapes of prose, received in Markdown: its page, and each of its exports."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import lxml.html
import pytest
from lxml import etree
from lxml.html import HtmlElement

from reading_edition.load.received import read_markdown
from reading_edition.load.shapes import shape_text
from support.another import PROSE

T = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
XHTML = "{http://www.w3.org/1999/xhtml}"


def received() -> list[tuple[str, str, str]]:
    text = (PROSE / "docs/text/received.txt").read_text(encoding="utf-8")
    return [(each.id, each.words, each.shape) for each in read_markdown(text, ["title", "byline"])]


@cache
def document(file: Path) -> HtmlElement:
    return lxml.html.document_fromstring(file.read_text(encoding="utf-8"))


@cache
def tei(site: Path) -> etree._ElementTree:
    return etree.parse(str(site / "data/edition.tei.xml"))


def in_tei(site: Path, name: str) -> etree._Element:
    return next(element for element in tei(site).iter() if element.get(ID) == name)


@cache
def chapter(site: Path, number: int) -> etree._Element:
    with zipfile.ZipFile(site / "data/edition.epub") as book:
        return etree.fromstring(book.read(f"EPUB/part-{number}.xhtml"))


def in_book(site: Path, number: int, name: str) -> etree._Element:
    return next(element for element in chapter(site, number).iter() if element.get("id") == name)


def test_what_can_be_cited_gets_its_id_in_the_order_of_the_text() -> None:
    names = "title byline h1 p1 p2 p3 p3-1 p3-2 p3-2-1 p3-2-2 p3-3 p4 p4-1 p4-2 p5 p6 t1 h2 h3 f1 p7 p7-1 p7-2 p8 n1 n2"
    assert [name for name, _, _ in received()] == names.split()


def test_the_shape_of_each_passage_is_exact() -> None:
    shapes = {name: shape for name, _, shape in received()}
    assert shapes["p1"] == "verse with lines of 6, 6 words"
    assert shapes["p2"] == "a paragraph"  # also where its lines are wrapped
    assert shapes["p3-2"] == "an item of a numbered list"
    assert shapes["p3-2-1"] == "an item of a bulleted list"
    assert shapes["p4-1"] == "a quotation"
    assert shapes["p6"] == "a paragraph, after a separator"
    assert shapes["t1"] == "a table with 3 rows, of 3 cells"
    assert shapes["n2"] == "a note of the author"


def shaped(html: str) -> HtmlElement:
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    shape_text(root, are_named=True)
    return root


def test_a_line_within_emphasis_is_a_line_of_verse() -> None:
    paragraph = shaped('<blockquote><p id="p1">one\n<em>two\nthree</em>\nfour<br>\nfive</p></blockquote>')[0][0]
    assert len(list(paragraph.iter("br"))) == 4
    assert paragraph.text_content().split("\n") == ["one", "two", "three", "four", "five"]


def test_a_picture_without_an_id_is_beside_the_text() -> None:
    assert shaped('<p><img src="a.png" alt="A"></p>')[0].tag == "p"


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("approach", "title byline h1 p1 p2 p3 p3-1 p3-2 p3-2-1 p3-2-2 p3-3 p4 p4-1 p4-2 p5 p6 t1 n1"),
        ("harbor", "h2 h3 f1 p7 p7-1 p7-2 p8 n2"),
    ],
)
def test_every_passage_has_the_received_words_on_the_page(prose: Path, page: str, names: str) -> None:
    root = document(prose / f"text/{page}/index.html")
    words = {name: text for name, text, _ in received()}
    for name in names.split():
        element = root.get_element_by_id(name)
        own = "".join(_own_texts(element))
        assert " ".join(own.replace("↩", "").split()) == words[name]


def _own_texts(element: HtmlElement) -> Iterator[str]:
    """The texts of an element without those of the lists in it."""
    yield element.text or ""
    for child in element:
        if child.tag not in ("ul", "ol"):
            yield from _own_texts(child)
        yield child.tail or ""


def test_shapes_have_their_elements_on_the_page(prose: Path) -> None:
    root = document(prose / "text/approach/index.html")
    assert [root.get_element_by_id(name).tag for name in ("h1", "p1", "p3-2-1", "t1", "n1")] == [
        *("h2", "p", "li"), *("table", "li"),
    ]  # fmt: skip
    assert root.get_element_by_id("t1").findtext("caption") == "Losses on the northern shore"
    assert [each.tag for each in root.get_element_by_id("p4-2").iterancestors("blockquote")] == ["blockquote"]
    figure = document(prose / "text/harbor/index.html").get_element_by_id("f1")
    assert figure.find("img").get("alt") == "A long wall of stone that reaches into the sea"
    assert figure.find("figcaption").text_content() == "The mole from the east, after a drawing"


def test_the_authors_notes_are_a_series_of_their_own(prose: Path) -> None:
    root = document(prose / "text/approach/index.html")
    mark = root.get_element_by_id("p2").find_class("authors-mark")[0]
    assert (mark.get("href"), mark.get("data-number"), mark.get("aria-label")) == ("#n1", "1", "Author’s note 1")
    assert root.get_element_by_id("n1").find_class("note-back")[0].get("href") == f"#{mark.get('id')}"
    assert [note.get("id") for note in root.iter("aside") if note.get("role") == "note"] == [
        *("fn:wind", "fn:oaks", "fn:turn", "fn:losses", "fn:father")
    ]


def test_search_finds_each_passage_by_its_name(prose: Path) -> None:
    index = json.loads((prose / "search/search_index.json").read_text("utf-8"))
    titles = {entry["location"].partition("#")[2]: entry["title"] for entry in index["docs"]}
    assert titles["h1"] == "The Approach"
    assert titles["p3-2-1"] == "Paragraph 3-2-1"
    assert (titles["t1"], titles["f1"], titles["n2"]) == ("Table 1", "Figure 1", "Author’s note 2")
    assert titles["fn:losses"] == "Note 4 to Table 1 (Context)"


def test_the_plain_text_has_lines_of_verse_and_rows(prose: Path) -> None:
    text = (prose / "data/edition.txt").read_text("utf-8")
    assert "\n[1] Who knows the shore by day\nmust learn it twice by night.\n\n[2] A harbor" in text
    assert "\n[Table 1] Losses on the northern shore\nYear\tShips\tLives\n1801\t12\t96\n" in text
    assert "\n[Author’s note 1, Paragraph 2] So said my father" in text
    annotations = json.loads((prose / "data/annotations.jsonld").read_text("utf-8"))
    for annotation in annotations["first"]["items"]:
        page, plain = (each["selector"] for each in annotation["target"])
        assert text[plain["start"] : plain["end"]].split() == page["refinedBy"]["exact"].split()


def test_tei_has_an_element_for_each_shape(prose: Path) -> None:
    assert in_tei(prose, "h3").getparent().getparent()[0] is in_tei(prose, "h2")
    assert in_tei(prose, "p4-2").tag == f"{T}lg"
    assert [line.text for line in in_tei(prose, "p1")] == [
        *("Who knows the shore by day", "must learn it twice by night.")
    ]
    assert in_tei(prose, "p4-1").getparent().tag == f"{T}quote"
    assert in_tei(prose, "p3-2-1").getparent().getparent() is in_tei(prose, "p3-2")
    assert [child.tag for child in in_tei(prose, "t1")] == [f"{T}head", *[f"{T}row"] * 3]
    assert [child.tag for child in in_tei(prose, "f1")] == [f"{T}head", f"{T}graphic", f"{T}figDesc"]
    note = in_tei(prose, "n1")
    assert (note.tag, note.get("type"), note.getparent().get(ID)) == (f"{T}note", "author", "p2")
    assert in_tei(prose, "p6").getprevious().tag == f"{T}milestone"


def test_the_book_has_an_element_for_each_shape(prose: Path) -> None:
    assert in_book(prose, 1, "h1").tag == f"{XHTML}h2"
    assert in_book(prose, 1, "p4-2").getparent().tag == f"{XHTML}blockquote"
    assert in_book(prose, 1, "p3-2-1").getparent().getparent() is in_book(prose, 1, "p3-2")
    assert in_book(prose, 1, "t1").find(f"{XHTML}caption") is not None
    assert in_book(prose, 1, "author.n1").get("href") == "#n1"
    assert in_book(prose, 2, "f1").find(f"{XHTML}figcaption") is not None
    assert in_book(prose, 2, "n2").tag == f"{XHTML}aside"
