"""Where things stand in a Markdown file."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from link_checks.location import Location, WrittenLink
from link_checks.markdown_source import MarkdownSource, known_as
from link_checks.masking import mask

WRITTEN = st.text(alphabet="[](){}<>!#^:`\\\"'-*_ \n\tabp1é", max_size=200)


def targets(text: str) -> list[tuple[str, int, int]]:
    return [(link.target, link.location.line, link.location.column) for link in MarkdownSource(text).links]


def test_inline_links_and_images_have_line_and_column() -> None:
    assert targets("One\n\nSee [a](b.md) and ![c](d.png).\n") == [("b.md", 3, 5), ("d.png", 3, 20)]


def test_a_target_may_have_parentheses_a_title_or_angle_brackets() -> None:
    text = '[a](b_(c).md) [d](e.md "title (x)") [f](<g h.md>)'
    assert [target for target, _, _ in targets(text)] == ["b_(c).md", "e.md", "g h.md"]


def test_an_image_in_a_link_gives_both() -> None:
    assert [target for target, _, _ in targets("[![alt](image.png)](page.md)")] == ["page.md", "image.png"]


def test_reference_links_stand_where_they_are_used() -> None:
    text = "[words][ref] and [ref] and [ref][]\n\n[ref]: page.md 'Title'\n"
    assert targets(text) == [("page.md", 1, 1), ("page.md", 1, 18), ("page.md", 1, 28)]


def test_links_in_footnotes_come_last_in_the_order_of_definitions() -> None:
    text = "a[^1] b[^2]\n\n[^1]: [x](one.md)\n\nc [y](two.md)\n\n[^2]: [z](three.md)\n"
    assert [target for target, _, _ in targets(text)] == ["two.md", "one.md", "three.md"]


def test_raw_html_and_autolinks_are_links() -> None:
    text = 'a <a href="x/">x</a> <img src="y.png"> <https://example.org/>'
    assert [link.syntax for link in MarkdownSource(text).links] == ["html", "html", "autolink"]


def test_code_comments_escapes_and_front_matter_hold_nothing() -> None:
    text = "---\nx: [a](b)\n---\n`[a](b)` ``[a](`b`)`` \\[a](b)\n\n~~~\n[a](b)\n~~~\n<!-- [a](b) -->\n"
    assert targets(text) == []


def test_ids_are_found_on_blocks_headings_and_raw_html() -> None:
    text = '# H { #one .x }\n\nP\n{: #two }\n\n- item\n    { #three }\n\n<i id="four"></i>\n'
    assert [named.name for named in MarkdownSource(text).ids] == ["one", "two", "three", "four"]


def test_footnotes_are_told_apart_from_their_definitions() -> None:
    source = MarkdownSource("a[^x] b[^y]\n\n[^x]: words\n\n[^x]: again\n")
    assert [named.name for named in source.footnote_references] == ["x", "y"]
    assert [named.location for named in source.footnote_definitions] == [Location(3, 1), Location(5, 1)]


@given(WRITTEN)
def test_masking_keeps_every_character_in_its_place(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert [i for i, c in enumerate(masked) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


@given(WRITTEN)
@example("<![1")
@example("<![if x]>[a](b)<![endif]>")
def test_no_text_breaks_the_reading_and_every_place_is_in_the_text(text: str) -> None:
    source = MarkdownSource(text)
    lines = text.split("\n")
    found = [
        *(link.location for link in source.links),
        *(named.location for named in (*source.ids, *source.footnote_references, *source.footnote_definitions)),
    ]
    for location in found:
        assert 1 <= location.line <= len(lines)
        assert 1 <= location.column <= len(lines[location.line - 1]) + 1


WRITTEN_LINKS = [
    # text, (target, line, column) of each
    ("[a](b) [c](d)", [("b", 1, 1), ("d", 1, 8)]),
    ("[a](b)[c](d)", [("b", 1, 1), ("d", 1, 7)]),
    ("(x) [a](b)", [("b", 1, 5)]),
    ("x\n\n[a](<b> 'c')", [("b", 3, 1)]),
    ("a](b)[", []),
    ("[^a][b]\n\n[^a]: c\n\n[b]: d", [("d", 1, 5)]),
    ("[a](b)\n\n![c](d)", [("b", 1, 1), ("d", 3, 2)]),
    ("[a]( b )", [("b", 1, 1)]),
    ("[a](<b>)", [("b", 1, 1)]),
    ("[a](<b c> 'd')", [("b c", 1, 1)]),
    ("[a](b c)", [("b c", 1, 1)]),
    ("[a](\nb)", [("b", 1, 1)]),
    ("[a]()", [("", 1, 1)]),
    ("[a](<>)", [("", 1, 1)]),
    ("[a]( 'b')", [("", 1, 1)]),
    ("[a](b", []),
    ("[a](b\n\n)", []),
    ("[a] (b)", []),
    ("a](b)", []),
    ("[a\n\nb](c)", []),
    ("[a\nb](c)", [("c", 1, 1)]),
    ("[[a]](b)", [("b", 1, 1)]),
    ("[a] [b](c)", [("c", 1, 5)]),
    ("[a](b_c\\_d)", [("b_c_d", 1, 1)]),
    ("[a](b\\c)", [("b\\c", 1, 1)]),
    ("[a [b](c) d](e)", [("e", 1, 1), ("c", 1, 4)]),
    ("![a [b](c) d](e)", [("e", 1, 2)]),
    ("[a](b '[c](d)') [e](f)", [("b", 1, 1), ("f", 1, 17)]),
    ("[![a](b)](c) ![d](e)", [("c", 1, 1), ("b", 1, 3), ("e", 1, 15)]),
    ("[a][b]\n\n[b]: <c d>", [("c d", 1, 1)]),
    ("[a] [b]\n\n[b]:\n  c", [("c", 1, 1)]),
    ("[A  B]\n\n[a b]: c", [("c", 1, 1)]),
    ("[a][]\n\n   [a]: c 'd'", [("c", 1, 1)]),
    ("[a]\n\n    [a]: c", []),
    ("[a `b`][`c`] [`c`]\n\n[`c`]: d", [("d", 1, 1), ("d", 1, 14)]),
    ("[a]\n\n[a]: b\n[a]: c", [("c", 1, 1)]),
    ("[^a]\n\n[^a]: b", []),
    ("[a](b)\n\n[a]: c", [("b", 1, 1)]),
    ("\\[a]\n\n[a]: b", []),
    ("<div>\n[a](b)\n</div>", []),
    ("<b title='[a](b)'>[c](d)</b>", [("d", 1, 19)]),
]


@pytest.mark.parametrize(("text", "found"), WRITTEN_LINKS)
def test_a_link_is_found_as_markdown_reads_it(text: str, found: list[tuple[str, int, int]]) -> None:
    assert targets(text) == found


def test_a_link_of_each_syntax_says_so_with_its_definition() -> None:
    text = (
        "[a](b) [c][d] <a href='e'>f</a> <https://g.example>\n\n"
        "[^1]: [h](i)\n    [j][d]\n\n    <a href='k'>l</a>\n\n[m](n)\n\n[d]: o\n"
    )
    assert MarkdownSource(text).links == [
        WrittenLink("b", Location(1, 1), "inline"),
        WrittenLink("o", Location(1, 8), "reference", Location(10, 1)),
        WrittenLink("e", Location(1, 15), "html"),
        WrittenLink("https://g.example", Location(1, 33), "autolink"),
        WrittenLink("n", Location(8, 1), "inline"),
        WrittenLink("i", Location(3, 7), "inline"),
        WrittenLink("o", Location(4, 5), "reference", Location(10, 1)),
        WrittenLink("k", Location(6, 5), "html"),
    ]


@pytest.mark.parametrize(
    ("text", "is_inside"),
    [
        ("[^1]: a\n[b](c)", True),
        ("[^1]: a\n\n\t[b](c)", True),
        ("[^1]: a\n\n  \t[b](c)", True),
        ("[^1]: a\n\n   [b](c)", False),
        ("[^1]: a\n\n [b](c)\n", False),
        ("[^1]: a\n \n    b\n\n[b](c)", False),
        ("[^1]: a\n\n    b\n\n    c\n\n[b](c)", False),
        ("[^1]: a\n[^2]: [b](c)", True),
        ("[b](c)\n\n[^1]: a", False),
        ("   [^1]: [b](c)", True),
        ("    [^1]: a\n[b](c)", False),
    ],
)
def test_a_footnote_lasts_until_words_that_are_not_indented(text: str, is_inside: bool) -> None:
    """Markdown renders the links in footnotes last."""
    links = MarkdownSource(f"{text}\n\n[d](e)").links
    assert [link.target for link in links] == (["e", "c"] if is_inside else ["c", "e"])


def test_references_are_known_by_their_names_and_told_where_nothing_uses_them() -> None:
    source = MarkdownSource(
        "[a][B  c] [`d`] and [h]\n\n[b C]: <e>\n  [`d`]: f\n[g]: i 'words'\n[^n]: j\n\n> [h]\n\n[K]:\n  l\n"
    )
    assert source.references == {"b c": "e", "`d`": "f", "g": "i", "k": "l"}
    assert source.definitions == [
        ("b C", "<e>", Location(3, 1)),
        ("`d`", "f", Location(4, 3)),
        ("g", "i", Location(5, 1)),
        ("K", "l", Location(10, 1)),
    ]
    assert source.unused_references == {"g", "k"}
    assert source.unused_definitions == [("g", "i", Location(5, 1)), ("K", "l", Location(10, 1))]


NESTED = [
    ("[a [b](c) d](e)", [("[b](c)", 1, 4)]),
    ("[a [b](c) [d](e) f](g)", [("[b](c)", 1, 4), ("[d](e)", 1, 11)]),
    ("[a [b [c](d)](e)](f)", [("[b [c](d)](e)", 1, 4), ("[c](d)", 1, 7)]),
    ("[a ![b](c) d](e)", []),
    ("[a](b) [c](d)", []),
    ("![a [b](c)](d)", []),
    ("[a [b](c](d)", []),
    ("x [a [b](c) d](e) [f](g)", [("[b](c)", 1, 6)]),
]


@pytest.mark.parametrize(("text", "found"), NESTED)
def test_a_link_in_the_words_of_another_is_found(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(words, *location) for words, location in MarkdownSource(text).nested_links] == found


DOUBLED = [
    ("[[a](b) c", [("[a](b)", 1, 1)]),
    ("x [[a](b)\n\ny]", [("[a](b)", 1, 3)]),
    ("[[a](b)]", []),
    ("[[a](b) c](d)", []),
    ("[[a](b) [c] d]", []),
    ("([[a](b)) c", []),
    ("[[a](b) (c) d", [("[a](b)", 1, 1)]),
    ("[[a](b", []),
    ("[a](b) [[c", []),
    ("[[a] [b](c)", []),
    ("[a](b)[", []),
    ("[[ [a](b)", []),
]


@pytest.mark.parametrize(("text", "found"), DOUBLED)
def test_a_link_behind_a_bracket_that_nothing_closes_is_found(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(words, *location) for words, location in MarkdownSource(text).doubled_brackets] == found


def test_words_are_found_where_they_stand() -> None:
    text = "`ab` x ab <b title='ab'>ab</b>\n\n<div>\nab\n</div>\n<!-- ab -->\n"
    source = MarkdownSource(text)
    assert source.find_all("ab") == [Location(1, 8), Location(1, 25)]
    assert source.find_raw("ab") == [Location(4, 1)]
    assert source.find_raw("<div>") == [Location(3, 1)]
    assert source.find_raw("</div>") == []
    assert source.find_all("") == source.find_all("none") == []
    assert source.find("ab") == Location(1, 8)
    assert source.find("none") is None
    assert source.find_address("ab") == Location(1, 8)
    assert source.find_address("ab%20x") is None
    assert source.find_address("x%20ab") == Location(1, 6)
    assert source.find_address("`ab") == Location(1, 1)
    assert source.find_address("x") is None
    assert MarkdownSource("ab").find("ab") == Location(1, 1)
    assert MarkdownSource("aaa").find_all("aa") == [Location(1, 1), Location(1, 2)]
    assert source.find_markup(re.compile("title|a(?=b)")) == [
        ("a", Location(1, 8)),
        ("title", Location(1, 14)),
        ("a", Location(1, 21)),
        ("a", Location(1, 25)),
        ("a", Location(4, 1)),
    ]


def test_words_are_found_within_style_sheets() -> None:
    assert MarkdownSource("a.png </style>").in_styles("a.png") is None
    source = MarkdownSource("a.png\n<style>b</style> a.png\n<style>\n url(a.png) a.png</style> c.png\n")
    assert source.in_styles("a.png") == Location(4, 6)
    assert source.in_styles("b") == Location(2, 8)
    assert source.in_styles("c.png") is None


def test_a_link_that_stayed_words_is_found_behind_links_that_did_not() -> None:
    source = MarkdownSource("[a](b) [c](d\n\n`](d` [e\n\nf](d)\n")
    assert source.find_unread("](b") == []
    assert source.find_unread("](d") == [Location(1, 10), Location(5, 2)]


def test_words_in_brackets_are_found_whatever_is_emphasized() -> None:
    source = MarkdownSource("x [a *b*] (c) [a\n__b__] (c) [b] (c) a b] (c) [a b](c)\n")
    assert source.find_bracketed("a b", " (c)") == [Location(1, 3), Location(1, 15)]
    assert source.find_bracketed("a `b`", "(c)") == [Location(2, 29)]
    assert source.find_bracketed("a", " (c)") == []


IDS = [
    ("# a {#b}", [("b", 1, 6)]),
    ("# a {: #b .c }", [("b", 1, 8)]),
    ("# a { .c  #b }", [("b", 1, 11)]),
    ("# a {id=b}", [("b", 1, 6)]),
    ("# a { id='b' x=y }", [("b", 1, 7)]),
    ('# a {: id="b"}', [("b", 1, 8)]),
    ("# a { x#b }", []),
    ("# a {}", []),
    ("`{#b}` \\{#c}", []),
    ("<p id='b'> a {#c}", [("b", 1, 1), ("c", 1, 15)]),
    ("a {#b} <p id='c'>", [("b", 1, 4), ("c", 1, 8)]),
    ("{#a #b}", [("a", 1, 2), ("b", 1, 5)]),
]


@pytest.mark.parametrize(("text", "found"), IDS)
def test_ids_stand_where_they_are_written(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(name, *location) for name, location in MarkdownSource(text).ids] == found


def test_marks_and_definitions_of_footnotes_stand_where_they_are_written() -> None:
    source = MarkdownSource("a[^x] `[^y]` b\n[^z]\n\n   [^x]: [^q]\n    [^k]: c\n<div>\n[^r]\n</div>\n")
    assert source.footnote_definitions == [("x", Location(4, 4))]
    assert source.footnote_references == [
        ("x", Location(1, 2)),
        ("z", Location(2, 1)),
        ("q", Location(4, 10)),
        ("k", Location(5, 5)),
    ]


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("[x]", True),
        ("   [x]", True),
        ("    [x]", False),
        ("a [x]", False),
        ("\n[x]", True),
        ("a\n[x]", False),
        ("a\n\n[x]", True),
        ("a\n \t\n  [x]", True),
        ("\n\na\n[x]", False),
        ("a\n\nb [x]", False),
        ("a\nb\n\n[x]", True),
    ],
)
def test_a_place_opens_a_block_behind_a_line_without_words(text: str, opens: bool) -> None:
    source = MarkdownSource(text)
    location = source.location(text.index("[x]"))
    assert source.opens_block([Location(1, 1), Location(1, 1), location]) == (location if opens else None)


def test_no_place_opens_no_block() -> None:
    assert MarkdownSource("a").opens_block([]) is None


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("# a {#x}", (1, 1)),
        ("  # a {#x}", (1, 3)),
        ("a\n  b\n{: #x}", (2, 3)),
        ("a\n{ #x}", (1, 1)),
        ("{: #x}", (1, 1)),
        ("a\n\tb {#x}", (2, 2)),
        ("a\n\tX {#x}", (2, 2)),
    ],
)
def test_a_block_begins_above_its_attributes_or_on_their_line(text: str, start: tuple[int, int]) -> None:
    source = MarkdownSource(text)
    assert source.block_start(source.location(text.index("#x"))) == start


def test_tags_that_are_addresses_and_no_targets_of_links_are_told() -> None:
    assert MarkdownSource("[b](X <c.md>").swallowed == [("<c.md>", Location(1, 7))]
    source = MarkdownSource("<a.md> [b](<c.md>) [d](\n <e.md>)\n\n[f]: <g.md>\n[h]:\n  <i.md> <j.md>\n")
    assert source.swallowed == [("<a.md>", Location(1, 1)), ("<j.md>", Location(6, 10))]


def test_what_raw_html_leaves_open_is_told_where_it_begins() -> None:
    source = MarkdownSource("a <a href='b'>c\n\n <section>\nd\n")
    assert source.html.unclosed_links == [Location(1, 3)]
    assert source.html.unclosed_block == ("section", Location(3, 2))
    assert MarkdownSource("a").html.unclosed_block is None
    assert MarkdownSource("x\n<p for='a b'>").html.references == [("p", "for", "a b", Location(2, 1))]


def test_names_of_references_are_compared_without_case_and_white_space() -> None:
    assert known_as(" A\n  bC ") == "a bc"


def test_every_character_has_its_line_and_column() -> None:
    source = MarkdownSource("a\n\nbc\n")
    assert [source.location(offset) for offset in range(6)] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (3, 1),
        (3, 2),
        (3, 3),
    ]
