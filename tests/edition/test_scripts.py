"""The scripts as they are sent: smaller, and the same program."""

from __future__ import annotations

import pytest

from reading_edition.export.scripts import minify


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("// a comment\n\n  const a = 1; // one\n", "const a=1;\n"),
        ("const a = { b: [1, 2] };", "const a={b:[1,2]};\n"),
        ("a /* why */ = b;", "a =b;\n"),
        ("a = b + +c - -d;", "a=b + +c - -d;\n"),
        ("return n ? .5 : x / 4 / y;", "return n?.5:x / 4 / y;\n"),
        # What looks like a comment or a string is not always one.
        ('say("a // b, { c }"); // d', 'say("a // b, { c }");\n'),
        ("say('\\' = ', \"it's\");", "say('\\' = ',\"it's\");\n"),
        ("say(`a  = ${b ? c : d} // e`);", "say(`a  = ${b ? c : d} // e`);\n"),
        ("const r = /['\"] = [/] \\/ \\{ /gu;", "const r=/['\"] = [/] \\/ \\{ /gu;\n"),
        ("if (!/[{, }]/u.test(a)) b;", "if(!/[{, }]/u.test(a))b;\n"),
        ("a = b / c; // d / e", "a=b / c;\n"),
    ],
)
def test_comments_and_needless_spaces_are_left_out(written: str, sent: str) -> None:
    assert minify(written) == sent
