"""Where things stand in a Markdown file."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from linkcheck.masking import mask
from linkcheck.source import MarkdownSource, Place

WRITTEN = st.text(alphabet="[](){}<>!#^:`\\\"'-*_ \n\tabp1é", max_size=200)


def targets(text: str) -> list[tuple[str, int, int]]:
    return [(link.target, link.place.line, link.place.column) for link in MarkdownSource(text).links]


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
    assert [named.name for named in source.footnote_marks] == ["x", "y"]
    assert [named.place for named in source.footnote_definitions] == [Place(3, 1), Place(5, 1)]


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
        *(link.place for link in source.links),
        *(named.place for named in (*source.ids, *source.footnote_marks, *source.footnote_definitions)),
    ]
    for place in found:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
