"""What is wrong with an address by itself: a table that anyone can add to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from linkcheck.addresses import css_addresses, fault_of, invisible_in, leads_outside, srcset_addresses
from linkcheck.closest import closest
from linkcheck.guessing import closest_path

TABLE = (Path(__file__).parent / "cases" / "addresses.txt").read_text(encoding="utf-8")
RIGHT, FAULTS = (part.partition("\n")[2].strip("\n").split("\n") for part in TABLE.split("==== ")[1:])


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    """What was found before must not answer for what is there now."""
    fault_of.cache_clear()


def written(address: str) -> str:
    return re.sub(r"\{U\+([0-9A-F]{4})\}", lambda match: chr(int(match[1], 16)), address)


@pytest.mark.parametrize("line", RIGHT)
def test_an_address_that_is_right_is_not_accused(line: str) -> None:
    address = written(line)
    assert leads_outside(address)
    assert fault_of(address) is None


@pytest.mark.parametrize("line", FAULTS)
def test_an_address_that_is_wrong_is_told_with_what_was_meant(line: str) -> None:
    address, message, guess, hint, code = (piece.strip(" ") for piece in line.split(" | "))
    assert leads_outside(written(address))
    fault = fault_of(written(address))
    assert fault is not None
    assert (fault.code, fault.message, fault.guess, fault.hint) == (code, written(message), guess, hint)
    assert fault.guess or fault.hint or "host" in fault.message


def test_what_nobody_sees_is_named() -> None:
    assert invisible_in("a\u200bb\u200b\u00a0") == ["zero-width space (U+200B)", "no-break space (U+00A0)"]
    assert invisible_in("plain") == []


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("a.png 1x, b.png 2x,c.png", ["a.png", "b.png", "c.png"]),
        ("a.png, b.png 100w", ["a.png", "b.png"]),
        ("data:image/png;base64,xx 1x", ["data:image/png;base64,xx"]),
        (" , a,b.png 2x ", ["a,b.png"]),
        ("", []),
    ],
)
def test_the_addresses_of_a_srcset(value: str, wanted: list[str]) -> None:
    assert srcset_addresses(value) == wanted


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("a{background:url( 'x.png' )}", ["x.png"]),
        ('@import "y.css"; b{c:url(q.png)}', ["y.css", "q.png"]),
        ("@import url(z.css);", ["z.css"]),
        ('/* url(no.png) */ a{src:URL("f.woff")}', ["f.woff"]),
        ("a{color:red}", []),
    ],
)
def test_the_addresses_of_a_style(style: str, wanted: list[str]) -> None:
    assert list(css_addresses(style)) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Founding-Act", "founding-act"),
        ("founding-akt", "founding-act"),
        ("cafe\u0301", "caf\u00e9"),
        ("x", ""),
        ("nothing-like-it", ""),
    ],
)
def test_the_name_that_was_meant(name: str, wanted: str) -> None:
    assert closest(name, ["founding-act", "caf\u00e9", "xy", "x"]) == wanted


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("glossary/", "glossary.md"),
        ("glossary.html", "glossary.md"),
        ("essay/index.html", "essay/index.md"),
        ("essay", "essay/index.md"),
        ("part-1.md", "essay/part-1.md"),
        ("esay/part-1.md", "essay/part-1.md"),
        ("essay/part-9.md", "essay/part-1.md"),
        ("other/notes.md", "other/notes.md"),
        ("more/notes.md", "other/notes.md"),
        ("zzz.md", ""),
    ],
)
def test_the_file_that_was_meant(path: str, wanted: str) -> None:
    paths = ["glossary.md", "essay/index.md", "essay/part-1.md", "essay/notes.md", "other/notes.md"]
    assert closest_path(path, paths) == wanted
