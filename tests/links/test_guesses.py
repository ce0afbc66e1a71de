"""A guess never leads to the next problem: following it leaves a page without any."""

from __future__ import annotations

import posixpath

import markdown
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from link_checks.checks import check_site
from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page, parse_content
from link_checks.problem import Problem
from link_checks.site import Site

OTHERS = {
    "index.md": "# Front\n",
    "glossary.md": "# Glossary\n\n## Act { #founding-act }\n\n## NATO { #nato }\n",
    "essay/part.md": "# Part\n\n## Act { #act-1 }\n",
}
EXTENSIONS = ["attr_list", "footnotes", "md_in_html", "toc"]
RIGHT = [
    "../glossary.md#founding-act",
    "../glossary.md",
    "part.md#act-1",
    "#here",
    "../report.pdf",
    "../index.md",
]
WRITINGS = [
    "[x]({})",
    "![x]({})",
    "[x]({}",
    "[x] ({})",
    "(x)[{}]",
    "[x]（{}）",
    "[x]{{{}}}",
    "<{}>",
    "[x][{}]",
    '<a href="{}">x</a>',
    '<a herf="{}">x</a>',
    "[[{}]]",
    "[x]: ({})",
]


def page_of(text: str, path: str) -> Page:
    html = markdown.markdown(text, extensions=EXTENSIONS)
    url = path.removesuffix("index.md").replace(".md", "/")
    return Page(path, f"docs/{path}", url, "", MarkdownSource(text), parse_content(html))


def problems_of(text: str) -> list[Problem]:
    """The problems of a page, whose links are rendered as MkDocs does."""
    page = page_of(text, "essay/notes.md")
    site = Site([page, *(page_of(other, path) for path, other in OTHERS.items())], {"report.pdf": "report.pdf"})
    for link in page.root.iter("a", "img") if '="' not in text else ():
        name = "href" if link.tag == "a" else "src"
        target = site.resolve_written(page, link.get(name, ""))
        if target.exists and target.path != page.path:
            url = posixpath.relpath(site.url_of(target.path) or ".", "essay/notes")
            url += "/" if target.kind == "page" else ""
            link.set(name, url + ("" if target.fragment is None else f"#{target.fragment}"))
    return list(check_site(site))


def follow(text: str, written: str, target: str, guess: str) -> str:
    """The text with what was guessed in place of what is written there."""
    if guess.startswith("<"):
        return text.replace(f"{written.partition('>')[0]}>", guess)
    if guess.startswith("["):
        return text.replace(written, guess)
    followed = text.replace(target, target.partition("#")[0] + guess if guess.startswith("#") else guess)
    return text.replace(target, guess) if followed == text else followed  # the anchor is on the page itself


@st.composite
def mistyped(draw: st.DrawFn) -> str:
    """A right target with a letter too many, too few, or another."""
    target = draw(st.sampled_from(RIGHT))
    at = draw(st.integers(0, len(target) - 1))
    sign = draw(st.sampled_from(["", "x", "a", "-", "A", "\u200b", "/", "\\", "#", target[at] * 2]))
    return target[:at] + sign + target[at + draw(st.integers(0, 1)) :]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mistyped(), st.sampled_from(WRITINGS))
@example("glossary.md#abc", "[x]({})")
@example("glossary/#abc", '<a href="{}">x</a>')
@example("notes.md", '<a href="{}">x</a>')
@example("www.foo", "[x]({})")
@example("mailto:me", "<{}>")
def test_following_any_guess_leaves_no_problem(target: str, writing: str) -> None:
    written = writing.format(target)
    text = f"# Notes\n\n## Here {{ #here }}\n\nSome {written} words.\n"
    for problem in problems_of(text):
        if problem.guess:
            assert problem.guess != target
            assert [str(each) for each in problems_of(follow(text, written, target, problem.guess))] == []


@pytest.mark.parametrize(
    ("target", "guess"),
    [
        ("glossary.md#abc", "../glossary.md"),  # the anchor is not there either
        ("glossary.md#founding-akt", "../glossary.md#founding-act"),
        ("../glossry.md#nato", "../glossary.md#nato"),
        ("../glossary.md#nata", "#nato"),
    ],
)
def test_the_anchor_of_a_guess_exists(target: str, guess: str) -> None:
    (found,) = problems_of(f"# Notes\n\n[x]({target})\n")
    assert found.guess == guess


def test_a_parenthesis_that_is_missing_in_an_address_is_guessed() -> None:
    (found,) = problems_of("# Notes\n\n[Reset](https://en.example.org/wiki/Reset_(politics) of 2009.\n")
    assert found.text == (
        "link '[Reset](https://en.example.org/wiki/Reset_(politics)' lacks a closing parenthesis "
        "(did you mean '[Reset](https://en.example.org/wiki/Reset_(politics))'?) [unclosed-link]"
    )


def test_an_invisible_character_in_braces_is_named() -> None:
    (found,) = problems_of("# Notes\n\n## Reset {\u00a0#reset }\n\nWords {\u00a0a = b }, {% x = '\u00a0' %}.\n")
    assert (found.line, found.text) == (
        3,
        "the braces { #reset } contain an invisible no-break space (U+00A0) "
        "(retype it as an ordinary space) [invisible-character]",
    )
