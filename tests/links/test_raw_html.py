"""The links, ids and blocks of raw HTML, and where they stand."""

from __future__ import annotations

import pytest

from link_checks.raw_html import RawHtml

LINKS = [
    # text, (address, line, column, syntax) of each
    ("", []),
    ("a < b", []),
    ("<a href='b/'>c</a>", [("b/", 1, 1, "html")]),
    ("x\n  <A HREF=b/>c</A>", [("b/", 2, 3, "html")]),
    ("<a name='b'>c</a>", []),
    (
        "<img src='a.png' srcset='b.png 2x, c.png'>",
        [("a.png", 1, 1, "html"), ("b.png", 1, 1, "html"), ("c.png", 1, 1, "html")],
    ),
    ("<img\n  alt='x'\n  src='a.png'>", [("a.png", 3, 3, "html")]),
    ("x <img alt='x'\n src='a.png'>", [("a.png", 2, 2, "html")]),
    ("x <img src='a.png'\n alt='a.png'>", [("a.png", 1, 3, "html")]),
    ("<a class='b'\n\thref='?a&amp;b'>c</a>", [("?a&b", 2, 2, "html")]),
    ("<a class='b'\n\tHREF='\n?a&amp;b'>c</a>", [("?a&b", 3, 1, "html")]),
    ("<a class='b'\n\thref='&#98;'>c</a>", [("b", 2, 2, "html")]),
    ("<a class='b'\n\thref = 'b'>c</a>", [("b", 1, 1, "html")]),
    ("<a\nhref='b'\ntitle='href=b'>c</a>", [("b", 2, 1, "html")]),
    ("<a class='b'\n\thref='\n?a&b'>c</a>", [("?a&b", 3, 1, "html")]),
    ("<img\n src='a.png'\n alt='b'>", [("a.png", 2, 2, "html")]),
    ("<img\n alt='a.png'\n src='\na.png'>", [("a.png", 4, 1, "html")]),
    ("<img\n alt='?a&amp;b'\n src='\n?a&amp;b'>", [("?a&b", 4, 1, "html")]),
    ("<img\n alt='a.png'\n src='a.png'>", [("a.png", 3, 2, "html")]),
    ("<img\n alt='?a&amp;b'\n src='?a&amp;b'>", [("?a&b", 3, 2, "html")]),
    ("<a\nhref=''>b</a>", [("", 2, 1, "html")]),
    ("<a\nhref>b</a>", [("", 1, 1, "html")]),
    ("<https://a.example/b>", [("https://a.example/b", 1, 1, "autolink")]),
    ("<https://a.example/X>", [("https://a.example/X", 1, 1, "autolink")]),
    ("x <a@b.example>", [("mailto:a@b.example", 1, 3, "autolink")]),
    ("<mailto:a@b.example>", [("mailto:a@b.example", 1, 1, "autolink")]),
    ("<tel:+4930123456>", []),
    ("<script>a <a href='b'>", [("b", 1, 11, "html")]),
    ("<style>a <a href='b'>", [("b", 1, 10, "html")]),
    ("<![if a]><a href='b'>c</a>", [("b", 1, 10, "html")]),
    ("<![1 <a href='b'>c</a>", []),
    ("<![CDATA[<a href='b'>]]><a href='c'>", [("c", 1, 25, "html")]),
    ("x <![CDATA[> <a href='b'>]]><a href='c'>", [("c", 1, 29, "html")]),
    ("x <![if a]><a href='b'>c</a>", [("b", 1, 12, "html")]),
    ("<!doctype html><a href='b'>", [("b", 1, 16, "html")]),
    ("<p style='background: url(a.png)'>", [("a.png", 1, 1, "html")]),
]


@pytest.mark.parametrize(("text", "found"), LINKS)
def test_links_of_raw_html_have_address_place_and_syntax(text: str, found: list[tuple[str, int, int, str]]) -> None:
    links = RawHtml(text).links
    assert [(address, *location, syntax) for address, location, syntax, *_ in links] == found


def test_ids_and_references_to_ids_are_found_where_their_tags_stand() -> None:
    found = RawHtml(
        "x <p id='a' class='c'>\n <label for=\"b\" id='d'>\n<td headers='e f'><p id='' for='' id><i usemap=''>"
    )
    assert found.ids == [("a", (1, 3)), ("d", (2, 2))]
    assert found.references == [
        ("label", "for", "b", (2, 2)),
        ("td", "headers", "e f", (3, 1)),
    ]


SWALLOWED = [
    ("x <a.md>", [("<a.md>", 1, 3)]),
    ("\n<sub/b.md>", []),
    ("<a.b c='d'>", []),
    ("<tel:+4930123456> <sms:+1>", [("<tel:+4930123456>", 1, 1), ("<sms:+1>", 1, 19)]),
    ("<mailto:ab>", [("<mailto:ab>", 1, 1)]),
    ("<mailto:a@b.example>", []),
    ("<https://a.example>", []),
    ("<b>", []),
]


@pytest.mark.parametrize(("text", "found"), SWALLOWED)
def test_tags_that_are_addresses_show_nothing(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(name, *location) for name, location in RawHtml(text).swallowed] == found


UNCLOSED = [
    ("<a href='b'>c</a>", []),
    ("x\n <a href='b'>c", [(2, 2)]),
    ("<a href='b'>c <a href='d'>e</a>", [(1, 1)]),
    ("<a href='b'>c <a name='d'>", [(1, 1)]),
    ("<a name='b'>c", []),
    ("<a name='b'>c <a href='d'>", [(1, 15)]),
    ("<a href='b'>c</b>", [(1, 1)]),
    ("<a href='b'>c</a></a>", []),
    ("<a href='b'>c</a> <a href='d'>e", [(1, 19)]),
]


@pytest.mark.parametrize(("text", "locations"), UNCLOSED)
def test_links_without_an_end_are_told_where_they_begin(text: str, locations: list[tuple[int, int]]) -> None:
    assert RawHtml(text).unclosed_links == locations


BLOCKS = [
    # text, the words of each block without its closing tag, the tag of the one that is open to the end
    ("<div>a</div> b", ["<div>a"], None),
    ("x\n\n   <div>\na\n</div>\nb\n<p>c</p>", ["<div>\na\n", "<p>c"], None),
    ("    <div>a</div>", [], None),
    ("a <div>b</div>", [], None),
    ("x\n\nab <div>c</div>", [], None),
    ("<b>a</b>", [], None),
    ("<div markdown>a</div>", [], None),
    ("<div markdown='1'>a</div>", [], None),
    ("<hr>\na", [], None),
    ("<div><div>a</div>b</div>c", ["<div><div>a</div>b"], None),
    ("<div><br>a</div>c", ["<div><br>a"], None),
    ("<div><b>a</div>c", ["<div><b>a"], None),
    ("<div>a</p>b</div>c", ["<div>a</p>b"], None),
    ("</div>\n<div>a</div>b", ["<div>a"], None),
    ("a\n<div>\nb", ["<div>\nb"], "div"),
    ("<section><p>a</p>\nb", ["<section><p>a</p>\nb"], "section"),
    ("<section><p>a\nb", ["<section><p>a\nb"], "section"),
]


@pytest.mark.parametrize(("text", "blocks", "opened"), BLOCKS)
def test_a_block_of_raw_html_lasts_from_its_tag_to_its_closing_one(
    text: str, blocks: list[str], opened: str | None
) -> None:
    found = RawHtml(text)
    assert [text[start:end] for start, end in found.blocks] == blocks
    assert (found.unclosed_block or (None,))[0] == opened
    if found.unclosed_block:
        before = text[: text.index(f"<{opened}>")]
        assert found.unclosed_block.location == (before.count("\n") + 1, 1)


def test_the_words_of_style_sheets_are_found() -> None:
    text = "x\n <style>a</style> <style media='b'>\nc\n</style> d"
    assert [text[start:end] for start, end in RawHtml(text).styles] == [
        "<style>a",
        "<style media='b'>\nc\n",
    ]
