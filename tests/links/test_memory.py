"""Under ``mkdocs serve``, what was right and has not changed is not checked again, and every problem is reported."""

from __future__ import annotations

from collections.abc import Iterator

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from link_checks import checks
from link_checks.checks import check_project
from link_checks.checks.page_shell import PageShell
from link_checks.checks.templates import Template
from link_checks.config_file import ConfigFile
from link_checks.markdown_source import MarkdownSource
from link_checks.memory import Memory
from link_checks.page import Page, parse_content
from link_checks.problem import Problem
from link_checks.site import Site
from link_checks.site_paths import relative

# A site: the texts of its pages, what is around their content, its other files, and its settings.
Written = tuple[dict[str, str], dict[str, str], frozenset[str], str]
PATHS = ("index.md", "a.md", "b.md", "c/d.md", "c/e.md")
EMPTY: Written = (dict.fromkeys(PATHS, ""), {}, frozenset(), "")


def url_of(path: str) -> str:
    return "" if path == "index.md" else path.replace(".md", "/")


def page_of(path: str, text: str) -> Page:
    """A page as MkDocs renders it, which makes addresses of the paths of pages that exist."""
    url, html = url_of(path), markdown.markdown(text, extensions=["attr_list", "footnotes", "toc"])
    for other in PATHS:
        html = html.replace(f'"{relative(other, path)}', f'"{relative(url_of(other) or ".", f"{url}x")}/')
    return Page(path, f"docs/{path}", url, "", MarkdownSource(text), parse_content(html), rendered=html)


def problems_of(written: Written, memory: Memory | None = None) -> set[str]:
    """The problems of a site as one build finds them, all that a message contains."""
    texts, around, files, config = written
    site = Site([page_of(*each) for each in texts.items()], {name: name for name in files}, portable="own" in config)
    site.address = "https://example.org/x/"
    templates = (Template("overrides/main.html", '<b id="main"><a href="../b/">b</a>'),) if "main" in config else ()
    settings = ConfigFile(config)
    right = memory.of(site, settings, templates) if memory else None
    shell = PageShell(site, settings, templates, right=right)

    def found() -> Iterator[Problem]:
        yield from check_project(shell)
        for page in site.pages:
            yield from shell.check(page.url, page.path, f"<!doctype html>{around.get(page.path, '')}")

    return {f"{problem!r}" for problem in found()}


LINKS = (
    "a.md b.md#one c/d.md#two ../b.md#one ../a.md d.md e.md#two f.pdf #one /x/b/ https://example.org/x/a/#one".split()
)
PIECES = st.one_of(
    st.sampled_from(["# One", "# Two { #two }", "{ #one }", "[a][b]", "[b]: a.md", "x[^n]", "[^n]: y", "[[a]]"]),
    st.sampled_from(
        [*(f"[x]({link})" for link in LINKS), "<label for='one'>x</label>", "[f](f.pd)", "<b id=main>x</b>"]
    ),
    st.just('<meta http-equiv="refresh" content="0; url=../b/">'),
)
TEXTS = st.lists(PIECES, max_size=3).map("\n\n".join)
SHELLS = st.lists(
    st.sampled_from(['<a href="../b/#one">b</a>', '<a href="../a/">a</a>', '<a href="#one">1</a>', '<p id="main">']),
    max_size=3,
).map("".join)
EDITS = st.one_of(
    st.tuples(st.just("text"), st.sampled_from(PATHS), TEXTS),
    st.tuples(st.just("around"), st.sampled_from(PATHS), SHELLS),
    st.tuples(st.just("remove"), st.sampled_from(PATHS[1:]), st.just("")),
    st.tuples(st.just("file"), st.sampled_from(["f.pdf", "c/f.pdf"]), st.just("")),
    st.tuples(st.just("config"), st.sampled_from(["", "own: 1", "main: 1", "nav: [a.md, gone.md]"]), st.just("")),
)


def edited(written: Written, edit: tuple[str, str, str]) -> Written:
    texts, around, files, config = written
    match edit:
        case ("text", path, text):
            return {**texts, path: text}, around, files, config
        case ("around", path, text):
            return texts, {**around, path: text}, files, config
        case ("remove", path, _):
            return {name: text for name, text in texts.items() if name != path}, around, files, config
        case ("file", path, _):
            return texts, around, files ^ {path}, config
        case _:
            return texts, around, files, edit[1]


@settings(max_examples=30, deadline=None)
@given(st.lists(EDITS, max_size=12))
@example(  # a page gets an id that is around the content already
    [("config", "main: 1", ""), ("around", "a.md", '<p id="main">'), ("text", "a.md", "<b id=main>x</b>")]
)
@example(  # an anchor to which the settings lead is lost
    [
        ("config", "home: b/#one", ""),
        ("text", "b.md", "# One"),
        ("around", "a.md", '<a href="../b/#one">b</a>'),
        ("text", "b.md", "# Other"),
    ]
)
@example(  # an anchor with a percent sign in its name is lost
    [("text", "b.md", '<p id="a%20b">x</p>'), ("text", "a.md", "[x](b.md#a%20b)"), ("text", "b.md", "# Other")]
)
def test_each_build_of_a_server_finds_what_a_fresh_build_finds(edits: list[tuple[str, str, str]]) -> None:
    memory, written = Memory(), EMPTY
    for edit in edits:
        written = edited(written, edit)
        assert problems_of(written, memory) == problems_of(written)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are checked, as they are."""
    paths: list[str] = []
    check_page = checks.check_page

    def watched(site: Site, page: Page) -> Iterator[Problem]:
        paths.append(page.path)
        return check_page(site, page)

    monkeypatch.setattr(checks, "check_page", watched)
    return paths


TEXT = {"index.md": "# Front\n\n[b](b.md#one)", "a.md": "# A\n\n[b](b.md)", "b.md": "# One", "c/d.md": "[x](gone.md)"}


@pytest.mark.parametrize(
    ("edit", "again"),
    [
        (("text", "b.md", "# One\n\nMore."), ["b.md", "c/d.md"]),
        (("text", "b.md", "# One\n\n## Two"), ["b.md", "c/d.md"]),
        (("text", "b.md", "# Other"), ["index.md", "b.md", "c/d.md"]),
        (("text", "c/d.md", "Nothing."), ["c/d.md"]),
        (("text", "a.md", "[x](gone.md)"), ["a.md", "c/d.md"]),
        (("around", "a.md", "<p>More.</p>"), ["c/d.md"]),
        (("file", "f.pdf", ""), ["index.md", "a.md", "b.md", "c/d.md"]),
        (("remove", "a.md", ""), ["index.md", "b.md", "c/d.md"]),
        (("config", "nav: [a.md]", ""), ["index.md", "a.md", "b.md", "c/d.md"]),
    ],
)
def test_only_what_changed_and_what_was_wrong_is_checked_again(
    checked: list[str], edit: tuple[str, str, str], again: list[str]
) -> None:
    memory, written = Memory(), (TEXT, {}, frozenset(), "")
    problems_of(written, memory)
    assert checked == list(TEXT)
    checked.clear()
    problems_of(edited(written, edit), memory)
    assert checked == again
