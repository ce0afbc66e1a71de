"""What of a Markdown text is no place for links: code, comments, escapes, front matter, raw HTML."""

from __future__ import annotations

import pytest

from link_checks.masking import blank, mask, mask_markup
from link_checks.raw_html import RawHtml

MASKED = [
    # front matter
    ("---\na: b\n---\nc", "c"),
    ("--- \na: b\n... \nc", "c"),
    ("---\na: b\n---", ""),
    ("---\na\n--- b\nc\n---\nd", "d"),
    ("a\n---\nb\n---\nc", "a --- b --- c"),
    ("---\na", "--- a"),
    ("\n---\na\n---\nb", "--- a --- b"),
    # fences
    ("a\n```\nb\n```\nc", "a c"),
    ("a\n~~~\nb\n~~~\nc", "a c"),
    ("~~~ python\nb\n~~~\nc", "c"),
    ("```\nb\n~~~\nc\n```\nd", "d"),
    ("````\nb\n```\nc\n````\nd", "d"),
    ("```\nb\n````\nc\n```\nd", "d"),
    ("```\nb\n````\nc", "``` b ```` c"),
    ("```\nb\n``` c\nd\n```\ne", "e"),
    ("```\nb\n``` \t\nc", "c"),
    ("> ```\n> b\n> ```\nc", "c"),
    ("- a\n\t```\n\tb\n\t```\nc", "- a c"),
    ("~~~\na\n~~~\nb\n~~~\nc\n~~~\nd", "b d"),
    ("~~~\na\n~~~\n```\nb\n```\nc", "c"),
    ("~~\na\n~~\nb", "~~ a ~~ b"),
    ("``\n\na\n``\nb", "`` a `` b"),
    ("~~~\na\n\n```\nb\n```\nc", "~~~ a c"),
    ("~~~\na\n\n~~~ b\n\n~~~~ c", "~~~ a ~~~ b ~~~~ c"),
    ("~~~\na\n\n~~~~\nb\n\n~~~\nc", "c"),
    ("~~~~\na\n\n~~~\nb\n~~~\nc", "~~~~ a c"),
    ("```a``` b\n\nc\n\n```\nd\n```\ne", "b c e"),
    ("~~~ `a`\nb\n~~~\nc", "c"),
    # code that its indent marks
    ("    a\nb", "b"),
    ("\ta\nb", "b"),
    ("a\n\n    b\n    c\n\n    d\ne", "a e"),
    ("a\n\n\tb\nc", "a c"),
    ("a\n    b", "a b"),
    ("a\n\n   b\n\n    c", "a b"),
    ("- a\n\n    b\n\n        c", "- a b"),
    ("- a\n\n        b", "- a"),
    ("- a\n    - b\n\n        c\n\n            d", "- a - b c"),
    ("1. a\n\n    b", "1. a b"),
    ("1) a\n\n    b", "1) a b"),
    ("* a\n\n    b", "* a b"),
    ("+ a\n\n    b", "+ a b"),
    ("-a\n\n    b", "-a"),
    ("-\n\n    a", "- a"),
    ("[^1]: a\n\n    b", "[^1]: a b"),
    ("*[a]: b\n\n    c", "*[a]: b c"),
    ("a\n:   b\n\n    c", "a : b c"),
    ("!!! note\n\n    a", "!!! note a"),
    ("???+ note\n    a\n\n    b", "???+ note a b"),
    ('=== "A"\n\n    a', '=== "A" a'),
    ("/// note\n\n    a", "/// note a"),
    ("- a\n\nb\n\n    c", "- a b"),
    ("- a\nb\n\n    c", "- a b c"),
    ("- a\n\n    - b\n\n    c\n\n        d", "- a - b c"),
    (">     a", ">"),
    ("> - a\n>\n>     b", "> - a > > b"),
    ("> a\n>\n>     b\n> c", "> a > > > c"),
    ("> - a\n\n    b", "> - a"),
    ("- a\n\n> b\n\n    c", "- a > b"),
    (">> a\n>>\n>>     b", ">> a >> >>"),
    ("> a\n    b", "> a b"),
    ("- a\n> b\n>\n>     c", "- a > b > >"),
    # comments
    ("a <!-- b --> c", "a c"),
    ("a <!-- b\n\nc --> d <!-- e --> f", "a d f"),
    ("a <!-- b", "a"),
    ("<!-- a --> b", "b"),
    ("a <!--> b --> c", "a c"),
    ("a --> b", "a --> b"),
    # programs, styles and text fields: their tags stay
    ("<script>a</script> b", "<script> </script> b"),
    ("<SCRIPT src='c'>\na\n</SCRIPT > b", "<SCRIPT src='c'> </SCRIPT > b"),
    ("<style>a</style> <textarea>b</textarea> c", "<style> </style> <textarea> </textarea> c"),
    ("<scripts>a</scripts>", "<scripts>a</scripts>"),
    ("<script>a</style>", "<script>a</style>"),
    # code in a line
    ("a `b` c", "a c"),
    ("a ``b ` c`` d", "a d"),
    ("a `b\nc` d", "a d"),
    ("a `b\n\nc` d", "a `b c` d"),
    ("a `b\n \nc` d", "a `b c` d"),
    ("a `b`` c` d", "a d"),
    ("a \\`b` c", "a \\`b` c"),
    ("a ` b", "a ` b"),
    # escapes
    ("\\[a\\]\\(b\\) \\!c \\<d\\> \\{e\\} \\#f", "a b c d e f"),
    ("\\a \\`", "\\a \\`"),
]


@pytest.mark.parametrize(("text", "left"), MASKED)
def test_what_markdown_reads_as_words_is_left_and_all_else_is_white_space(text: str, left: str) -> None:
    masked = mask(text)
    assert " ".join(masked.split()) == left
    assert len(masked) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, masked, strict=True))


MARKUP = [
    ("a <b class='c'>d</b> e", "a d</b> e"),
    ('a <img\nalt = "[b](c)"> d', "a d"),
    ("a <b>c</b>", "a <b>c</b>"),
    ("a <b.md> <http://c.example/?d='e'>", "a <b.md> <http://c.example/?d='e'>"),
    ("a < b='c'>", "a < b='c'>"),
    ("<div>\n[a](b)\n</div>\n\nc", "</div> c"),
    ("<div>\na\n</div>\n<p>\nb\n</p>\nc", "</div> </p> c"),
    ("<div markdown='1'>\n[a](b)\n</div>", "[a](b) </div>"),
]


@pytest.mark.parametrize(("text", "left"), MARKUP)
def test_blocks_of_raw_html_and_tags_with_attributes_are_no_words(text: str, left: str) -> None:
    words = mask_markup(text, RawHtml(text).blocks)
    assert " ".join(words.split()) == left
    assert len(words) == len(text)
    assert words.count("\n") == text.count("\n")


def test_what_is_blanked_keeps_its_lines() -> None:
    assert blank("a\tb\n\nc\r\n") == "   \n\n  \n"
