"""What MkDocs or Markdown could not read: it is reported, and does not reach them."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX

from link_checks.unreadable_markdown import SafeMarkdown, check_readable, is_unreadable, make_readable
from support.sites import build_site


@pytest.mark.parametrize(
    ("address", "unreadable"),
    [("http://[a", True), ("//a]b/", True), ("http://[::1]/", False), ("a[b", False), ("", False)],
)
def test_an_address_with_an_open_bracket_in_its_host_cannot_be_taken_apart(address: str, unreadable: bool) -> None:
    assert is_unreadable(address) is unreadable


def test_a_page_that_is_not_utf_8_is_reported_and_the_build_goes_on(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_bytes(b"# One\n\nW\xf6rter\n")
    said = build_site(tmp_path, {"docs/two.md": "# Two\n\n[a](gone.md)\n"}).problems
    assert [line.partition(" ")[0] for line in said] == ["docs/index.md:3:1:", "docs/two.md:3:1:"]
    assert said[0].endswith("this file is not UTF-8 (save it as UTF-8) [encoding]")


TEXT = "[a](http://[b/?c=d#e%20f) `[a](http://[code)`\n\n[g](https://h.example/)  [i](//[é,;@!)\n"


def test_unreadable_addresses_are_made_readable() -> None:
    markdown, changed = make_readable(TEXT)
    assert changed == {"http://%5Bb/?c=d#e%20f", "//%5B%C3%A9,;@!"}
    assert all(address in markdown for address in changed)
    assert not any(map(is_unreadable, changed))
    assert make_readable("[a](b[c)") == ("[a](b[c)", set())


def test_reports_an_unreadable_address_at_its_location_with_a_hint() -> None:
    found = list(check_readable("docs/a.md", TEXT))
    assert [(one.file, one.line, one.column, one.code) for one in found] == [
        ("docs/a.md", 1, 1, "malformed-address"),
        ("docs/a.md", 3, 26, "address-without-scheme"),
    ]
    assert all("'http://[b/" in one.message or "'//[é" in one.message for one in found)
    assert all(one.hint for one in found)


def test_reports_where_a_false_section_of_sgml_begins() -> None:
    text = "a <![1 b <![CDATA[c]]> <![if d]> <![\n\n`<![` \n <![&\n"
    found = list(check_readable("docs/a.md", text))
    assert [(one.line, one.column) for one in found] == [(1, 3), (1, 34), (4, 2)]
    assert str(found[0]) == (
        "docs/a.md:1:3: '<![' begins a marked section of SGML, which MkDocs cannot read "
        "(write &lt;![ for the signs, or <!-- ... --> for a comment) [marked-section]"
    )
    assert list(check_readable("docs/a.md", "a < ![ b")) == []


DEEP = [
    ("- " * 150 + "a", True),
    ("- " * 149 + "a", False),
    ("> " * 150 + "a", True),
    (">" * 150 + "a", True),
    (" \t" + "* " * 150 + "a", True),
    ("+ " * 150 + "a", True),
    ("1. " * 75 + "23.\t" * 75 + "a", True),
    ("> - " * 75 + "a", True),
    ("-" * 200, False),
    ("- " * 200, False),
    ("a " + "- " * 150 + "a", False),
]


@pytest.mark.parametrize(("line", "deep"), DEEP)
def test_reports_a_line_of_very_many_lists_and_opens_none_of_them(line: str, deep: bool) -> None:
    text = f"a\n\n{line}\nb\n"
    found = list(check_readable("docs/a.md", text))
    assert [(one.file, one.line, one.code) for one in found] == ([("docs/a.md", 3, "too-deep")] if deep else [])
    assert (make_readable(text)[0] != text) is deep
    assert list(check_readable("docs/a.md", make_readable(text)[0])) == []


def test_a_line_that_is_too_deep_begins_with_a_backslash_instead() -> None:
    (found,) = check_readable("docs/a.md", "```\n" + "- " * 150 + "a\n```\n\n  " + "- " * 150 + "a\n")
    assert (found.line, found.column, found.hint) == (5, 1, "remove some of its signs")
    assert make_readable("  " + "- " * 150 + "a")[0] == "  \\" + "- " * 150 + "a"


def test_sections_are_hidden_from_mkdocs_alone_and_shown_again() -> None:
    seen: list[str] = []

    class AsMkDocs(Preprocessor):
        def run(self, lines: list[str]) -> list[str]:
            seen.extend(lines)
            return lines

    markdown = Markdown(extensions=[SafeMarkdown()])
    markdown.preprocessors.register(AsMkDocs(), "as_mkdocs", 21)
    assert "&lt;![1" in markdown.convert("a <![1 b")
    assert seen[0] == f"a <{STX}![1 b"


def test_addresses_are_readable_before_mkdocs_takes_them_apart() -> None:
    seen: list[str] = []

    class AsMkDocs(Treeprocessor):
        def run(self, root: Element) -> None:
            seen.extend(element.get(name, "") for element in root.iter() for name in ("href", "src"))

    markdown = Markdown(extensions=[SafeMarkdown()])
    markdown.treeprocessors.register(AsMkDocs(), "as_mkdocs", 0)
    markdown.convert("[a](http://[b/?c=d#e) ![](//[f) [g](h[i)")
    assert [address for address in seen if address] == ["http://%5Bb/?c=d#e", "//%5Bf", "h[i"]
