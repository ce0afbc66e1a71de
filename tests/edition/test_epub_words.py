"""Whatever markup stands in a page, the book holds only what its readers know, rightly nested."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from reading_edition.cli.built_edition import read_edition
from reading_edition.export.epub.book import Chapter, plan_book
from reading_edition.export.epub.words import ChapterWords
from reading_edition.export.epub.xhtml import written
from reading_edition.model.edition import Edition
from support.sites import build_example

PHRASES = frozenset(
    """
    a abbr b bdi br cite code del em i img ins kbd mark q s samp small span strong sub sup time u var
    """.split()
)
BLOCKS = frozenset("p div blockquote pre figure ul ol dl table".split())
INSIDE = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd"},
    "table": {"tr"},
    "tr": {"td", "th"},
    "br": set(),
    "img": set(),
}
FLOW = frozenset({"div", "blockquote", "figure", "li", "dd", "td", "th", "section"})
ATTRIBUTES = frozenset(
    {
        "href",
        "src",
        "alt",
        "title",
        "dir",
        "lang",
        "class",
        "id",
        "datetime",
        "start",
        "colspan",
        "rowspan",
        "role",
    }
)
TAGS = sorted(
    PHRASES
    | BLOCKS
    | set("li dt dd tr td th section details summary h2 hr aside svg button font bdo dfn".split())
)
SAID = [
    "",
    ' lang="ar"',
    ' lang="no language"',
    ' dir="rtl"',
    ' dir="sideways"',
    ' id="twice"',
    ' class="note-mark"',
    ' style="color: red"',
    ' onclick="run()"',
    ' href="#p1"',
    ' href="javascript:run()"',
    ' href="http://[broken"',
    ' href="index.md"',
    ' datetime="2010"',
    ' datetime="soon"',
    ' colspan="2"',
    ' colspan="wide"',
    ' start="3"',
]


def elements(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, said, held: f"<{tag}{said}>{''.join(held)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(SAID),
        st.lists(inside, max_size=3),
    )


MARKUP = st.recursive(st.sampled_from(["words", " & ", "é", " "]), elements, max_leaves=12)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("example")
    build_example(folder)
    return read_edition(str(folder / "mkdocs.yml"))


def wrong(element: etree._Element) -> Iterator[str]:
    """What in an element a reader of books does not know, or knows elsewhere."""
    name = etree.QName(element).localname
    allowed = INSIDE.get(name, PHRASES | BLOCKS if name in FLOW else PHRASES)
    for attribute in element.attrib:
        if not str(attribute).startswith("{") and attribute not in ATTRIBUTES:
            yield f"{name} has {attribute}"
    if element.get("dir") not in (None, "ltr", "rtl", "auto"):
        yield f"{name} runs {element.get('dir')}"
    if name == "dl" and (
        len(element) < 2 or not element[0].tag.endswith("dt") or not element[-1].tag.endswith("dd")
    ):
        yield "dl without a term or what it means"
    for child in element:
        inner = etree.QName(child).localname
        if inner not in allowed:
            yield f"{inner} in {name}"
        yield from wrong(child)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(html=MARKUP)
@example('<p><a href="#p1">x<span><a href="#p1">y</a></span></a></p>')
def test_no_markup_makes_a_wrong_book(edition: Edition, html: str) -> None:
    entry = edition.of_kind("term")[0]
    words = ChapterWords.begin(plan_book(edition), Chapter("term-1.xhtml", "term", "Terms"))
    for block in lxml.html.fragment_fromstring(html, create_parent="div"):
        words.write_block(block, words.body, entry.page)
    words.resolve_links()
    body = etree.fromstring(written(words.root)).find("{*}body")
    assert body is not None
    for child in body:
        assert etree.QName(child).localname in PHRASES | BLOCKS
        assert list(wrong(child)) == []
    assert not body.xpath(".//*[local-name()='a']//*[local-name()='a']")
    ids = body.xpath(".//@id")
    assert len(ids) == len(set(ids))
    said = "".join(lxml.html.fragment_fromstring(html, create_parent="div").itertext())
    assert set("".join(body.itertext()).replace("[", "").replace("]", "")) <= set(f"{said}0123456789")
