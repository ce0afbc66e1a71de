"""What is wrong with an address by itself: a table that anyone can add to."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from link_checks.addresses import fault_of, leads_outside
from link_checks.elements import css_addresses, srcset_addresses, srcset_faults
from link_checks.hosts import host_of, is_own_machine
from link_checks.invisible_characters import invisible_in, unseen_difference
from link_checks.suggestions import closest, closest_path

TABLE = (Path(__file__).parents[1] / "cases" / "addresses.txt").read_text(encoding="utf-8")
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
    assert invisible_in("a\u200bb\u200b\u00a0") == (
        "invisible characters: zero width space (U+200B), no-break space (U+00A0)"
    )
    assert invisible_in("a\u00a0") == "an invisible no-break space (U+00A0)"
    assert invisible_in("plain") == ""


@pytest.mark.parametrize(
    ("here", "there", "wanted"),
    [
        ("act", "act", ""),
        ("act", "acts", ""),
        ("ac\u00adt", "act", "with an invisible soft hyphen (U+00AD)"),
        ("act", "ac\u00adt", "without an invisible soft hyphen (U+00AD)"),
        ("an\u00a0act", "an act", "with an invisible no-break space (U+00A0)"),
        ("an act", "anact", ""),
        ("cafe\u0301", "caf\u00e9", "in another Unicode form (composed or decomposed letters)"),
    ],
)
def test_the_difference_of_words_that_look_alike_is_named(here: str, there: str, wanted: str) -> None:
    assert unseen_difference(here, there) == wanted


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
        ("a{b:url(x\\ y.png)} c{d:url('e\\'f.png')}", ["x y.png", "e'f.png"]),
        ("a{b:image-set('x.png' 1x, \"y.png\" 2x)} c{content:'z.png'}", ["x.png", "y.png"]),
        ("a{b:-webkit-image-set(url(x.png) 1x, 'y.png' 2x)}", ["x.png", "y.png"]),
        ("a{b:IMAGE-SET('x.png' type('image/png') 1x, 'y.png' 2x)}", ["x.png", "y.png"]),
        ("a{b:cross-fade(url(x.png), 'y.png')}) 'z.png'", ["x.png"]),
        ("a{b:image-set(linear-gradient('x.png'), 'y.png')}", ["y.png"]),
        ("/* 'a.png' url(b.png) */ @import 'c.css'; /* url(d.png)", ["c.css"]),
        ("a{b:url()} c{d:url(\"\")} e{f:url('g.png')}", ["g.png"]),
        ("a{b:image-set(url('x.png') 1x, 'y.png' 2x)}", ["x.png", "y.png"]),
        ('a{b:image-set(URL("x.png") 1x, "y.png" 2x)}', ["x.png", "y.png"]),
        ("a{b:image-set(url(x.png) 1x)} c{content:'z.png'}", ["x.png"]),
        ("a{b:image-set(url('x.png') 1x)} c{content:'z.png'}", ["x.png"]),
        ("c{d:e)} a{b:image-set('x.png' 1x)}", ["x.png"]),
        ("@IMPORT 'y.css'; @import\n'z.css'; a{content:'no.png'}", ["y.css", "z.css"]),
        (
            "a{b:url(\n'x.png')} c{d:url( y.png )} e{f:url(data:image/png;base64,xx)}",
            ["x.png", "y.png", "data:image/png;base64,xx"],
        ),
    ],
)
def test_the_addresses_of_a_style(style: str, wanted: list[str]) -> None:
    assert [address for address, _ in css_addresses(style)] == wanted


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
        ("glossary/index.html", "glossary.md"),
        ("about/", "about/README.md"),
        ("about.md", "about/README.md"),
        ("old/about/README.md", "about/README.md"),
        ("moved/essay.md", "essay/index.md"),
        ("essay/note.md", "essay/notes.md"),
        ("image.html.png", "image.png"),
        ("README.md", "README.md"),
        ("pic.png", "essay/pictures.png"),
    ],
)
def test_the_file_that_was_meant(path: str, wanted: str) -> None:
    paths = ["glossary.md", "essay/index.md", "essay/part-1.md", "essay/notes.md", "other/notes.md"]
    paths += ["about/README.md", "image.png", "README.md", "essay/pictures.png"]
    assert closest_path(path, paths) == wanted


@pytest.mark.parametrize(
    "spelling",
    [
        "https://bücher.example",
        "https://BÜCHER.example/path",
        "https://bu\u0308cher.example",
        "https://xn--bcher-kva.example",
        "https://XN--BCHER-KVA.EXAMPLE:443",
        "http://b%C3%BCcher.example.:80/",
        "https://somebody@bücher.example",
    ],
)
def test_a_host_is_the_same_however_it_is_spelled(spelling: str) -> None:
    assert host_of(urlsplit(spelling)) == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://example.org:8443/", "example.org:8443"),
        ("http://example.org:443/", "example.org:443"),
        ("https://example.org:80/", "example.org:80"),
        ("https://example.org:0/", "example.org:0"),
        ("https://example.org:99999/", None),
        ("https://xn--zzzzzz99999.example", "xn--zzzzzz99999.example"),
        ("mailto:a@example.org", ""),
    ],
)
def test_a_host_keeps_a_port_that_its_scheme_does_not_say(address: str, wanted: str | None) -> None:
    assert host_of(urlsplit(address)) == wanted


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("http://localhost:8000/", True),
        ("http://site.localhost/", True),
        ("http://127.0.0.1/", True),
        ("http://127.1.2.3:8000/", True),
        ("http://0.0.0.0:8000/", True),
        ("http://[::1]/", True),
        ("http://localhost.example.org/", False),
        ("http://notlocalhost/", False),
        ("http://192.168.1.1/", False),
        ("relative/path", False),
    ],
)
def test_the_readers_own_machine(address: str, wanted: bool) -> None:
    assert is_own_machine(urlsplit(address)) is wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("a.png, b.png 2x, c.png 100w, d.png 1.5x", []),
        ("a.png 100w 50h, b.png 50h 100w, c.png .5X", []),
        ("a.png 2", [("a.png", "2")]),
        ("a.png  2px , b.png 1x", [("a.png", "2px")]),
        ("a.png 1x, b.png x2", [("b.png", "x2")]),
        ("a.png 100w 2x", [("a.png", "100w 2x")]),
        ("", []),
    ],
)
def test_the_images_of_a_srcset_whose_size_is_wrongly_said(value: str, wanted: list[tuple[str, str]]) -> None:
    assert list(srcset_faults(value)) == wanted


def test_the_addresses_of_a_style_have_their_places() -> None:
    style = "a{b:url( 'x.png' )} c{d:image-set(\"y.png\" 1x)} @import z.css; e{f:url(g.png)}"
    assert css_addresses(style) == [("x.png", (1, 10)), ("y.png", (1, 35)), ("g.png", (1, 67))]


@pytest.mark.parametrize("path", ["no/", "no", "no.html", "no.md", "no/index.html", "no.html/", "no/index.md"])
@pytest.mark.parametrize("home", ["no.md", "no/index.md", "no/README.md"])
def test_the_page_of_an_address_comes_before_pages_of_its_name_elsewhere(path: str, home: str) -> None:
    assert closest_path(path, [home, "no-o/no.md", "n/no.md", "noo.md"]) == home


def test_of_files_of_one_name_the_first_is_guessed_where_none_is_like_the_path() -> None:
    assert closest_path("q/w/e/r/t/y/a.md", ["a/a.md", "b/a.md"]) in ("a/a.md", "b/a.md")
    assert closest_path("qwertyuiopqwertyuiopqwertyuiop/zz.md", ["a/zz.md"]) == "a/zz.md"
