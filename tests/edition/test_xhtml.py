"""Any markup in a page becomes XHTML that reading systems know, rightly nested."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from link_checks.page import Target
from reading_edition.export.epub.book import Book, Chapter, plan_book
from reading_edition.export.epub.xhtml import XhtmlWriter
from reading_edition.load.runs import Walker
from support.exports import example_edition

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
ATTRIBUTES = frozenset("href src alt title dir lang class id datetime start colspan rowspan role".split())
TAGS = sorted(
    PHRASES | BLOCKS | set("li dt dd tr td th section details summary h2 hr aside svg button font bdo dfn".split())
)
WRITTEN = [
    "",
    ' lang="ar"',
    ' lang="no language"',
    ' dir="rtl"',
    ' dir="sideways"',
    ' id="twice"',
    ' class="footnote-ref"',
    ' style="color: red"',
    ' onclick="run()"',
    ' href="#fn:nation" class="footnote-ref"',
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
        lambda tag, attributes, content: f"<{tag}{attributes}>{''.join(content)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(WRITTEN),
        st.lists(inside, max_size=3),
    )


MARKUP = st.recursive(st.sampled_from(["words", " & ", "é", " "]), elements, max_leaves=12)


@pytest.fixture(scope="module")
def book() -> Book:
    return plan_book(example_edition(), lambda _path: b"")


def wrong(element: etree._Element) -> Iterator[str]:
    """What a reading system does not know in an element, or does not know there."""
    name = etree.QName(element).localname
    allowed = INSIDE.get(name, PHRASES | BLOCKS if name in FLOW else PHRASES)
    for attribute in element.attrib:
        if not str(attribute).startswith("{") and attribute not in ATTRIBUTES:
            yield f"{name} has {attribute}"
    if element.get("dir") not in (None, "ltr", "rtl", "auto"):
        yield f"{name} runs {element.get('dir')}"
    if name == "dl" and (len(element) < 2 or not element[0].tag.endswith("dt") or not element[-1].tag.endswith("dd")):
        yield "dl without a term or a definition"
    for child in element:
        inner = etree.QName(child).localname
        if inner not in allowed:
            yield f"{inner} in {name}"
        yield from wrong(child)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(html=MARKUP)
@example('<p><a href="#p1">x<span><a href="#p1">y</a></span></a></p>')
@example('<p><a href="#p1">x<sup><a class="footnote-ref" href="#fn:nation">1</a></sup></a></p>')
def test_any_markup_becomes_valid_xhtml(book: Book, html: str) -> None:
    content = lxml.html.fragment_fromstring(html, create_parent="div")
    runs = Walker(lambda address: Target("outside", address)).runs(content)
    writer = XhtmlWriter(book, Chapter("term-1", "term", "Terms", runs=runs))
    namespaces = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    body = etree.fromstring(f"<body {namespaces}>{writer.blocks(runs)}</body>")
    for child in body:
        assert etree.QName(child).localname in PHRASES | BLOCKS
        assert list(wrong(child)) == []
    assert not body.xpath(".//*[local-name()='a']//*[local-name()='a']")
    ids = body.xpath(".//@id")
    assert len(ids) == len(set(ids))
    words = "".join(content.itertext())
    assert set("".join(body.itertext()).replace("[", "").replace("]", "")) <= set(f"{words}0123456789")
