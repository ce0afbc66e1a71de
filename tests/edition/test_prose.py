"""A treatise with all shapes of prose, received in Markdown: its page, and each of its exports."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import lxml.html
import pytest
from lxml import etree
from lxml.html import HtmlElement

from reading_edition.checks import check_edition
from reading_edition.load.received import read_markdown
from reading_edition.load.shapes import shape_text
from reading_edition.model.names import owner_name, part_title
from reading_edition.render.kinds_css import kinds_css
from support.another import PROSE
from support.editions import lines, read_prose

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


def test_each_line_after_a_break_is_a_line_of_verse() -> None:
    (title, *_, verse) = read_markdown("# Title\n\n> One,  \n> two,\n> three.\n", ["title"])
    assert (title.id, verse.shape) == ("title", "verse with lines of 1, 1, 1 words")


def test_the_authors_notes_are_in_the_order_of_their_first_references() -> None:
    passages = read_markdown("# Title\n\nA[^1] b[^2] c[^1].\n\n[^1]: One.\n[^2]: Two.\n", ["title"])
    assert [each.id for each in passages] == ["title", "p1", "n1", "n2"]


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


def test_parts_have_their_names_everywhere(prose: Path) -> None:
    contents = document(prose / "index.html").find_class("contents")[0]
    assert [item.text_content().split("\n")[0] for item in contents] == ["The Approach 1–6", "The Harbor 7–8"]
    assert [link.get("href") for link in contents.iter("a")] == [*("text/approach/", "text/harbor/", "text/harbor/#h3")]
    assert chapter(prose, 2).findtext(f"{XHTML}head/{XHTML}title") == "The Harbor, paragraphs 7–8 · Of Harbors"


def test_kinds_without_colors_get_some() -> None:
    colors = re.findall(r"--note-color: ([^;]+);", kinds_css(read_prose().settings))
    assert len(set(colors)) == len(colors) == 2


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
    assert "\n[Figure 1: A long wall of stone that reaches into the sea] The mole from the east" in text
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


IS = "as received, and here it is"
MISTAKES = {
    "a quotation that is a paragraph": (
        ("approach.md", "> No ship was lost by waiting.\n> { #p4-1 }", "No ship was lost by waiting.\n{ #p4-1 }"),
        f"docs/text/approach.md:36:1: paragraph 4-1 is a quotation {IS} a paragraph (",
    ),
    "verse that breaks elsewhere": (
        ("approach.md", "by day\n> must learn", "by\n> day must learn"),
        f"docs/text/approach.md:10:1: paragraph 1 is verse with lines of 6, 6 words {IS} verse with lines of 5, 7 words (",
    ),
    "a separator left out": (
        ("approach.md", "* * *\n", ""),
        f"docs/text/approach.md:50:1: paragraph 6 is a paragraph, after a separator {IS} a paragraph (",
    ),
    "a list of another kind": (
        ("harbor.md", "- first of oak\n    { #p7-1 }\n-", "1. first of oak\n    { #p7-1 }\n2."),
        f"docs/text/harbor.md:12:1: paragraph 7-1 is an item of a bulleted list {IS} an item of a numbered list (",
    ),
    "a row left out": (
        ("approach.md", "| 1802 | 7     | 41    |\n", ""),
        "docs/text/approach.md:58:1: table 1 differs from the received text: received '... Lives 1801 12 96 1802 7 41', ",
    ),
    "words of a note of the author": (
        ("approach.md", "who was a pilot too.", "who was a sailor too."),
        "docs/text/approach.md:63:1: the author's note 1 differs from the received text: received '... father, who was ",
    ),
    "a heading without its id": (
        ("harbor.md", "### Its Walls { #h3 }", "### Its Walls"),
        "docs/text/harbor.md:3:5: heading 3 has no id: 'Its Walls ...' (write { #h3 } at the end of its line) [",
    ),
    "an item without its id in a nested list": (
        ("approach.md", "    - the tower\n        { #p3-2-1 }\n", "    - the tower\n"),
        "docs/text/approach.md:24:7: paragraph 3-2-1 has no id: 'the tower ...' (write { #p3-2-1 } on the line right under ",
    ),
    "a note of the author under another name": (
        ("harbor.md", "[^2]", "[^two]"),
        "docs/text/approach.md:63:1: the author's note 2 is missing after the author's note 1: 'The count of hands is lost. ",
    ),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_difference_from_the_received_text_is_reported_where_it_is(what: str) -> None:
    (path, old, new), problem = MISTAKES[what]
    reported = lines(check_edition(read_prose({f"text/{path}": (old, new)})))
    assert [line for line in reported if line.startswith(problem)], "\n".join(reported)


def test_the_edition_has_no_problems() -> None:
    assert lines(check_edition(read_prose())) == []


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("text", "1 2 3 3-1 3-2 3-2-1 3-2-2 3-3 4 4-1 4-2 5 6 7 7-1 7-2 8"),
        ("part", "1.1 1.2 1.3 1.3-1 1.3-2 1.3-2-1 1.3-2-2 1.3-3 1.4 1.4-1 1.4-2 1.5 1.6 2.1 2.1-1 2.1-2 2.2"),
    ],
)
def test_paragraphs_are_counted_as_the_settings_say(numbers: str, expected: str) -> None:
    edition = read_prose(numbers=numbers)
    assert [passage.number for passage in edition.passages if passage.number] == expected.split()


def test_a_label_replaces_the_number_of_a_paragraph_or_an_item_in_its_part() -> None:
    labels = {"text/harbor.md": ("{ #p7 }", '{ #p7 data-number="Prologue" }')}
    numbers = {passage.id: passage.number for passage in read_prose(labels, numbers="part").passages}
    assert [numbers[name] for name in ("p6", "p7", "p7-1", "p8")] == ["1.6", "Prologue", "Prologue-1", "2.2"]
    labels = {"text/harbor.md": ("{ #p7-1 }", '{ #p7-1 data-number="7a" }')}
    numbers = {passage.id: passage.number for passage in read_prose(labels, numbers="part").passages}
    assert [numbers[name] for name in ("p7", "p7-1", "p7-2", "p8")] == ["2.1", "7a", "2.1-2", "2.2"]


def test_given_labels_are_names_by_themselves() -> None:
    given = {"text/harbor.md": ("{ #p7 }", '{ #p7 data-number="§ 4" }')}
    edition = read_prose(given, numbers="given")
    passages = {passage.id: passage for passage in edition.passages}
    names = {name: owner_name(passages[name]) for name in ("p2", "p7", "p7-1", "p8")}
    assert names == {"p2": "A harbor is a promise. It is kept …", "p7": "§ 4", "p7-1": "§ 4-1", "p8": "§ 4 (2)"}
    assert part_title(edition.parts[1]) == "The Harbor, § 4–§ 4 (2)"
